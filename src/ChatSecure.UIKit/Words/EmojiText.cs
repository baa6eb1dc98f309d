// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.UIKit.Words;

/// <summary>Tells whether a text is a few emojis.</summary>
internal static class EmojiText
{
    private const int MaxCount = 6;
    private const int MaxLength = 96;

    public static bool IsFew(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > MaxLength)
        {
            return false;
        }

        var elements = StringInfo.GetTextElementEnumerator(trimmed);
        var count = 0;
        while (elements.MoveNext())
        {
            if (++count > MaxCount || !IsEmoji(elements.GetTextElement()))
            {
                return false;
            }
        }

        return true;
    }

    // Symbols beyond the basic plane, and those in it that ask to be coloured (U+FE0F) or always are.
    private static bool IsEmoji(string element)
    {
        var first = element.EnumerateRunes().First();
        return first.Value is >= 0x1F000 and <= 0x1FAFF or 0x2728 or 0x2705 or 0x274C or 0x2B50 or 0x26A1
            || (element.Contains('\uFE0F', StringComparison.Ordinal) && Rune.GetUnicodeCategory(first) == UnicodeCategory.OtherSymbol);
    }
}
