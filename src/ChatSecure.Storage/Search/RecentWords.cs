// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>The words of the newest messages that begin with what a person typed, found through the index of stems of three letters.</summary>
internal static class RecentWords
{
    private const int Stem = 3;

    /// <summary>With more words than these a query takes longer than it saves, however many a message holds.</summary>
    private const int MaxWords = 256;

    private const string Marked = """
        SELECT rowid, highlight(messages_text, 0, char(2), char(3)), highlight(messages_text, 1, char(2), char(3))
        FROM messages_text WHERE messages_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2
        """;

    /// <param name="connection">Where to look.</param>
    /// <param name="prefix">What a person typed.</param>
    /// <param name="queryOf">The query for a stem.</param>
    /// <param name="limit">How many messages with the stem are looked at.</param>
    /// <returns>The words, and the number of the oldest message that was looked at, 0 if they were all; null if there are none, too many, or some that the
    /// index may spell in a way of its own.</returns>
    public static (IReadOnlyCollection<string> Words, long Since)? Find(
        SqliteConnection connection,
        string prefix,
        Func<string, string> queryOf,
        int limit
    )
    {
        if (prefix.Length <= Stem || !prefix.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        using var statement = connection.Prepare(Marked);
        statement.Bind(1, queryOf(prefix[..Stem])).Bind(2, limit);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var looked = 0;
        var since = 0L;
        for (; statement.Step(); looked++)
        {
            since = statement.Int64(0);
            if (!Add(words, prefix, statement.Text(1)) || !Add(words, prefix, statement.Text(2)) || words.Count > MaxWords)
            {
                return null;
            }
        }

        return words.Count > 0 ? (words, looked < limit ? 0 : since) : null;
    }

    /// <returns>Whether it is certain how the index spells what is marked: letters that are not ASCII it folds by tables of its own, and of a phrase not
    /// every word is marked.</returns>
    private static bool Add(HashSet<string> words, string prefix, string? marked)
    {
        var (text, matches) = Snippet.Parse(marked ?? "");
        foreach (var match in matches)
        {
            var word = text[match];
            if (!word.All(char.IsAsciiLetterOrDigit))
            {
                return false;
            }

            if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                words.Add(word);
            }
        }

        return true;
    }
}
