// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Cli.Output;

/// <summary>Makes text from strangers safe to show: a message must not move the cursor, colour the screen, fake a line or turn the reading direction
/// of what follows.</summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text on one line.</summary>
    public static string OneLine(string text) => Clean(text, " ");

    /// <summary>The text with its line breaks; each further line is indented so that it can't pass for a line of ours.</summary>
    public static string Indented(string text) => Clean(text, "\n    ");

    private static string Clean(string text, string lineBreak)
    {
        var clean = new StringBuilder(text.Length);
        var breaks = text.ReplaceLineEndings("\n");
        foreach (var rune in breaks.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                clean.Append(lineBreak);
            }
            else if (rune.Value == '\t')
            {
                clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control || IsDirectional(rune.Value))
            {
                clean.Append(Replacement);
            }
            else
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    // Embeddings, overrides and isolates: they reach beyond the message. Marks (200E, 200F, 061C) do not.
    private static bool IsDirectional(int c) => c is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
