// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Addressing;

/// <summary>The part of the Bidi Rule (RFC 5893, section 2) that protects people from look-alikes: a label with a right-to-left letter starts with
/// one, ends with one or with a digit, and holds no left-to-right letter.</summary>
internal static class Bidi
{
    public static bool IsValid(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (!Array.Exists(runes, IsRightToLeft))
        {
            return true;
        }

        if (!IsRightToLeft(runes[0]))
        {
            return false;
        }

        var last = Array.FindLast(runes, rune => Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.NonSpacingMark);
        return (IsRightToLeft(last) || Rune.IsDigit(last)) && !Array.Exists(runes, rune => Rune.IsLetter(rune) && !IsRightToLeft(rune));
    }

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value
            is (>= 0x0590 and <= 0x08FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF)
        && Rune.IsLetter(rune);
}
