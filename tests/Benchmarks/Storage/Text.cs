// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Benchmarks.Storage;

/// <summary>Texts of about 110 characters: words of which some are in every message, and one that is in one of a thousand.</summary>
internal static class Text
{
    private static readonly string[] _words =
    [
        "wherefore",
        "art",
        "thou",
        "deny",
        "thy",
        "father",
        "and",
        "refuse",
        "name",
        "or",
        "if",
        "wilt",
        "not",
        "be",
        "but",
        "sworn",
        "my",
        "love",
        "no",
        "longer",
        "a",
        "capulet",
        "shall",
        "hear",
        "more",
        "speak",
        "at",
        "this",
        "tis",
        "enemy",
        "though",
        "montague",
    ];

    public static string Of(long number)
    {
        var state = (ulong)number * 0x9E3779B97F4A7C15;
        var words = new string[18];
        for (var i = 0; i < words.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            words[i] = _words[state % (ulong)_words.Length];
        }

        return $"romeo {string.Join(' ', words)} capulet{number * 31 % 40_000}";
    }
}
