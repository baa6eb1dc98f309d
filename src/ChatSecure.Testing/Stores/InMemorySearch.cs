// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Testing.Stores;

/// <summary>A search as FTS5 with the tokenizer unicode61 does it: words are runs of letters and digits, without case and diacritics; what the person
/// typed between two spaces is a phrase; the very last word is a prefix.</summary>
internal sealed class InMemorySearch(string words)
{
    private readonly List<string[]> _phrases =
    [
        .. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Tokenize).Where(phrase => phrase.Length > 0),
    ];

    public bool Matches(string? body)
    {
        if (body is null || _phrases.Count == 0)
        {
            return false;
        }

        var tokens = Tokenize(body);
        return _phrases.Select((phrase, i) => Contains(tokens, phrase, i == _phrases.Count - 1)).All(found => found);
    }

    private static bool Contains(string[] tokens, string[] phrase, bool isPrefix)
    {
        for (var start = 0; start + phrase.Length <= tokens.Length; start++)
        {
            var found = true;
            for (var i = 0; i < phrase.Length && found; i++)
            {
                found =
                    isPrefix && i == phrase.Length - 1
                        ? tokens[start + i].StartsWith(phrase[i], StringComparison.Ordinal)
                        : tokens[start + i] == phrase[i];
            }

            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Tokenize(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var isPartOfWord =
                category
                is <= UnicodeCategory.OtherLetter
                    or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber)
                    or UnicodeCategory.PrivateUse;
            builder.Append(isPartOfWord ? Rune.ToLowerInvariant(rune).ToString() : " ");
        }

        return builder.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
