// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>The words of messages that begin with what a person typed.</summary>
internal static class PrefixWords
{
    /// <summary>With more words than these a query is left to FTS5: to seek each costs more than one list of all.</summary>
    private const int MaxWords = 64;

    /// <summary>Prefixes of these lengths FTS5 has lists of.</summary>
    private const int ShortLength = 2,
        LongLength = 3;

    // One seek a word: a word's next one is found without a look at the rows of the word. No word holds a control character, so that the least text behind
    // a word is the word with the first of them.
    private const string Words = """
        WITH RECURSIVE words (word) AS (
          SELECT (SELECT term FROM messages_text_words WHERE term >= ?1 AND term < ?2 LIMIT 1)
          UNION ALL
          SELECT (SELECT term FROM messages_text_words WHERE term >= words.word || char(1) AND term < ?2 LIMIT 1)
          FROM words WHERE words.word IS NOT NULL
          LIMIT ?3
        )
        SELECT word FROM words WHERE word IS NOT NULL
        """;

    // Of these it is known how the index spells them; other letters it folds by tables of its own.
    private static readonly SearchValues<char> _plain = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <returns>The words; null if FTS5 does better with the prefix itself.</returns>
    public static IReadOnlyList<string>? Find(SqliteConnection connection, string prefix)
    {
        if (prefix.Length is ShortLength or LongLength || prefix.AsSpan().ContainsAnyExcept(_plain))
        {
            return null;
        }

        var first = prefix.ToLowerInvariant();
        using var statement = connection.Prepare(Words);
        statement.Bind(1, first).Bind(2, $"{first[..^1]}{(char)(first[^1] + 1)}").Bind(3, MaxWords + 1);
        var words = new List<string>();
        while (statement.Step())
        {
            words.Add(statement.Text(0)!);
        }

        return words.Count is > 0 and <= MaxWords ? words : null;
    }
}
