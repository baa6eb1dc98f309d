// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Terminal;

/// <summary>The last gate before the terminal: nothing that somebody wrote may move its cursor, change its title, answer for the keyboard or turn text around,
/// whatever was forgotten before.</summary>
internal static class SafeText
{
    private const int MaxLength = 20_000;

    /// <summary>A text of which nothing but what can be seen is left, on one line.</summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var safe = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= MaxLength)
            {
                break;
            }

            // A joiner makes emojis; a replacement stands for what was no character.
            if (rune.Value is 0x200D || IsShown(Rune.GetUnicodeCategory(rune)))
            {
                safe.Append(rune.ToString());
            }
            else if (rune.Value is '\n' or '\t')
            {
                safe.Append(' ');
            }
        }

        return safe.ToString();
    }

    private static bool IsShown(UnicodeCategory category) =>
        category
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
