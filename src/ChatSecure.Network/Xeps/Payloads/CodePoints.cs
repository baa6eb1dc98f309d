// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Characters as XEP-0426 counts them, and as people see them cut: Unicode code points, where .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = 0;
        for (var index = 0; index < text.Length; index += Width(text, index))
        {
            count++;
        }

        return count;
    }

    /// <summary>The text without ranges that are within it, sorted and apart.</summary>
    public static string Remove(string text, IEnumerable<TextRange> ranges)
    {
        var rest = new System.Text.StringBuilder(text.Length);
        var (index, position) = (0, 0);
        foreach (var range in ranges)
        {
            var start = index;
            Advance(range.Start);
            rest.Append(text, start, index - start);
            Advance(range.End);
        }

        return rest.Append(text, index, text.Length - index).ToString();

        void Advance(int to)
        {
            for (; position < to; position++)
            {
                index += Width(text, index);
            }
        }
    }

    /// <summary>The text, or as much of its beginning as fits without a character cut in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">How many UTF-16 units fit, 1 or more.</param>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    private static int Width(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;
}
