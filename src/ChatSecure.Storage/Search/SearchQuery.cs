// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>What a person typed as a query for FTS5: every word quoted, so that nothing in it is syntax, and the last one a prefix.</summary>
internal sealed class SearchQuery
{
    /// <summary>Words beyond this one are left out.</summary>
    private const int MaxWords = 32;

    private readonly string[] _words;
    private readonly bool _endsInPrefix;

    private SearchQuery(string[] words, bool endsInPrefix)
    {
        _words = words;
        _endsInPrefix = endsInPrefix;
    }

    /// <returns>The query; null if there is no word in the text.</returns>
    public static SearchQuery? From(string text)
    {
        // FTS5 ends a query at a NUL, and would take a word of punctuation alone for an empty phrase.
        string[] words =
        [
            .. text.Replace('\0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(HasToken).Take(MaxWords),
        ];

        // A space says that the last word is whole.
        return words.Length == 0 ? null : new(words, !char.IsWhiteSpace(text[^1]));
    }

    /// <summary>The query for an index of few rows.</summary>
    public override string ToString() => string.Join(' ', _words.Select(Quote)) + (_endsInPrefix ? "*" : "");

    /// <summary>The same query for the index of messages, as fast as can be. For a prefix FTS5 puts the rows of all words that begin so into one list before
    /// it gives the first; the words one by one it reads from the newest row on, and no further than it is asked to.</summary>
    public string Spelled(SqliteConnection connection) =>
        _endsInPrefix && PrefixWords.Find(connection, _words[^1]) is { } words ? With(words) : ToString();

    /// <summary>The query with the words of the newest messages only, and the number of the message from which on these are all; null if it can't be had. Finding these
    /// words costs the less the commoner the prefix is.</summary>
    public (string Query, long Since)? Recent(SqliteConnection connection, int limit) =>
        _endsInPrefix && RecentWords.Find(connection, _words[^1], stem => $"{Before}\"{stem}\"*", limit) is { } recent
            ? (With(recent.Words), recent.Since)
            : null;

    private string Before => string.Concat(_words[..^1].Select(word => Quote(word) + " "));

    private string With(IEnumerable<string> last) =>
        $"{Before}{(_words.Length == 1 ? "" : "AND ")}({string.Join(" OR ", last.Select(Quote))})";

    private static string Quote(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

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
