// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ChatSecure.Addressing;

/// <summary>The two PRECIS profiles (RFC 8264, RFC 8265) that addresses use: UsernameCaseMapped for the local part, OpaqueString for the
/// resource.</summary>
internal static class Precis
{
    // RFC 7622, section 3.3.1: forbidden in a local part beside what the profile forbids.
    private const string ForbiddenInLocal = "\"&'/:<>@";

    public static bool TryPrepareLocal(string text, [NotNullWhen(true)] out string? prepared)
    {
        prepared = null;
        if (text.Length is 0 or > Jid.MaxPartBytes)
        {
            return false;
        }

        if (Ascii.IsValid(text))
        {
            foreach (var c in text)
            {
                if (c is <= ' ' or >= '\x7f' || ForbiddenInLocal.Contains(c, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            prepared = text.ToLowerInvariant();
            return true;
        }

        if (!TryNormalize(MapWidth(text).ToLowerInvariant(), out var mapped) || !IsIdentifier(mapped) || !Bidi.IsValid(mapped))
        {
            return false;
        }

        prepared = mapped;
        return Encoding.UTF8.GetByteCount(mapped) is > 0 and <= Jid.MaxPartBytes;
    }

    public static bool TryPrepareOpaque(string text, [NotNullWhen(true)] out string? prepared)
    {
        prepared = null;
        if (text.Length is 0 or > Jid.MaxPartBytes || !TryNormalize(MapSpaces(text), out var mapped))
        {
            return false;
        }

        foreach (var rune in mapped.EnumerateRunes())
        {
            if (!IsFreeform(rune))
            {
                return false;
            }
        }

        prepared = mapped;
        return Encoding.UTF8.GetByteCount(mapped) <= Jid.MaxPartBytes;
    }

    private static bool TryNormalize(string text, out string normalized)
    {
        try
        {
            normalized = text.Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            // A lone surrogate is no character.
            normalized = string.Empty;
            return false;
        }
    }

    /// <summary>Full-width and half-width forms become their ordinary counterparts (RFC 8265, section 3.3.2).</summary>
    private static string MapWidth(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(rune.Value is >= 0xFF01 and <= 0xFFEF ? rune.ToString().Normalize(NormalizationForm.FormKC) : rune.ToString());
        }

        return builder.ToString();
    }

    private static string MapSpaces(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            builder.Append(char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c);
        }

        return builder.ToString();
    }

    private static bool IsIdentifier(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                var c = (char)rune.Value;
                if (c is <= ' ' or >= '\x7f' || ForbiddenInLocal.Contains(c, StringComparison.Ordinal))
                {
                    return false;
                }

                continue;
            }

            var isLetterOrDigit =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.DecimalDigitNumber;
            if (!isLetterOrDigit || HasCompatibilityForm(rune) || IsIgnorable(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFreeform(Rune rune) =>
        rune.Value == ' '
        || (
            Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                )
            && !IsIgnorable(rune)
        );

    private static bool HasCompatibilityForm(Rune rune)
    {
        var text = rune.ToString();
        return text.Normalize(NormalizationForm.FormKC) != text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Default-ignorable code points (RFC 8264, section 9.13) and conjoining Jamo (9.9) that the categories let through.</summary>
    private static bool IsIgnorable(Rune rune) =>
        rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x3164
                or 0xFFA0
                or (>= 0x180B and <= 0x180F)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0000 and <= 0xE0FFF)
                or (>= 0x1100 and <= 0x11FF);
}
