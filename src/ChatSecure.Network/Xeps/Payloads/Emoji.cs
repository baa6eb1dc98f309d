// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>What may stand for a reaction: one picture as people see it. Not the full grammar of UTS 51, which changes each year, but what keeps words,
/// stacked accents and invisible characters out.</summary>
internal static class Emoji
{
    // The longest sequences of today, couples with skin tones and flags of regions, have 15 units.
    private const int MaxLength = 32;
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;

    public static bool IsOne(string text)
    {
        if (text.Length is 0 or > MaxLength || StringInfo.GetNextTextElementLength(text) != text.Length)
        {
            return false;
        }

        var isPicture = false;
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.EnclosingMark:
                    isPicture = true;
                    break;
                // Keycaps begin with a digit or one of these, arrows and exclamation marks are pictures with the selector behind them.
                case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherPunctuation or UnicodeCategory.ModifierSymbol:
                case UnicodeCategory.DashPunctuation:
                    break;
                case UnicodeCategory.NonSpacingMark when rune.Value == EmojiPresentation:
                    isPicture = true;
                    break;
                case UnicodeCategory.Format when rune.Value == ZeroWidthJoiner || IsTag(rune.Value):
                    break;
                // Emojis newer than this runtime.
                case UnicodeCategory.OtherNotAssigned when rune.Value is >= 0x1F000 and <= 0x1FFFF:
                    isPicture = true;
                    break;
                default:
                    return false;
            }
        }

        return isPicture;
    }

    // The letters in which flags of regions are written.
    private static bool IsTag(int value) => value is >= 0xE0020 and <= 0xE007F;
}
