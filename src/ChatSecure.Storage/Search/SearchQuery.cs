// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Storage.Search;

/// <summary>Turns what a person typed into a query for FTS5: every word quoted, so that nothing in it is syntax, and the last one a prefix.</summary>
internal static class SearchQuery
{
    /// <summary>Words beyond this one are left out.</summary>
    private const int MaxWords = 32;

    /// <returns>The query; null if there is no word in the text.</returns>
    public static string? From(string text)
    {
        // FTS5 ends a query at a NUL, and would take a word of punctuation alone for an empty phrase.
        var words = text.Replace('\0', ' ')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(HasToken)
            .Take(MaxWords)
            .Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        var query = string.Join(' ', words);
        if (query.Length == 0)
        {
            return null;
        }

        // A space says that the word is whole, and a whole word is found at once however often it occurs.
        return char.IsWhiteSpace(text[^1]) ? query : query + '*';
    }

    /// <summary>Whether there is a character that the tokenizer unicode61 takes for part of a word.</summary>
    private static bool HasToken(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (
                Rune.GetUnicodeCategory(rune)
                is <= UnicodeCategory.OtherLetter
                    or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber)
                    or UnicodeCategory.PrivateUse
            )
            {
                return true;
            }
        }

        return false;
    }
}
