// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>Cuts out the parts of messages that matched. FTS5 marks the words with two characters that no XML can hold.</summary>
internal static class Snippet
{
    private const char Start = '\u0002';
    private const char End = '\u0003';

    // The index goes over the rows once; the plus keeps it from starting anew for each.
    private const string Cut = """
        SELECT rowid, snippet(messages_text, -1, char(2), char(3), '…', 24) FROM messages_text
        WHERE messages_text MATCH ?1 AND rowid >= ?2 AND rowid <= ?3 AND +rowid IN (SELECT value FROM json_each(?4)) ORDER BY rowid DESC
        """;

    /// <returns>What matched in each of these messages, by their numbers.</returns>
    public static IReadOnlyDictionary<long, (string Text, ValueList<Range> Matches)> Of(
        SqliteConnection connection,
        string query,
        IReadOnlyCollection<long> ids
    )
    {
        var snippets = new Dictionary<long, (string, ValueList<Range>)>(ids.Count);
        if (ids.Count > 0)
        {
            using var statement = connection.Prepare(Cut);
            statement.Bind(1, query).Bind(2, ids.Min()).Bind(3, ids.Max()).Bind(4, $"[{string.Join(',', ids)}]");
            while (statement.Step())
            {
                snippets.Add(statement.Int64(0), Parse(statement.Text(1) ?? ""));
            }
        }

        return snippets;
    }

    internal static (string Text, ValueList<Range> Matches) Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var matches = new List<Range>();
        var start = -1;
        foreach (var character in marked)
        {
            if (character == Start)
            {
                start = text.Length;
            }
            else if (character != End)
            {
                text.Append(character);
            }
            else if (start >= 0)
            {
                matches.Add(start..text.Length);
                start = -1;
            }
        }

        return (text.ToString(), [.. matches]);
    }
}
