// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Messaging;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>Cuts out the part of a message that matched. FTS5 marks the words with two characters that no XML can hold.</summary>
internal static class Snippet
{
    private const char Start = '\u0002';
    private const char End = '\u0003';
    private const string Cut =
        "SELECT snippet(messages_text, -1, char(2), char(3), '…', 24) FROM messages_text WHERE messages_text MATCH ?1 AND rowid = ?2";

    public static SearchHit Of(SqliteConnection connection, string query, long id, ChatMessage message)
    {
        using var statement = connection.Prepare(Cut);
        var (text, matches) = Parse(statement.Bind(1, query).Bind(2, id).Step() ? statement.Text(0) ?? "" : "");
        return new(message, text, matches);
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
