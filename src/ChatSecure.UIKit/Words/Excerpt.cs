// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.UIKit.Words;

/// <summary>The beginning of a text on one line.</summary>
internal static class Excerpt
{
    private const int MaxElements = 120;

    // One "character" of a hostile text may have any number of combining marks.
    private const int MaxChars = 480;

    public static string Of(string text)
    {
        var line = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text.Length > MaxChars * 4 ? text[..(MaxChars * 4)] : text);
        var count = 0;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (string.IsNullOrWhiteSpace(element) || char.IsControl(element, 0))
            {
                element = line.Length == 0 || line[^1] == ' ' ? string.Empty : " ";
            }

            if (++count > MaxElements || line.Length + element.Length > MaxChars)
            {
                return line.Append('…').ToString();
            }

            line.Append(element);
        }

        return line.ToString().TrimEnd();
    }
}
