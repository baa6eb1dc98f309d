// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Messages;

/// <summary>A conversation's messages in the database.</summary>
internal sealed class SqlHistory(ConversationId conversation) : IHistory<SqliteConnection>
{
    private const string OfConversation = $"""
        SELECT {MessageRow.Columns}, m.id FROM messages m WHERE m.conversation_id =
          (SELECT c.id FROM conversations c JOIN accounts a ON a.id = c.account_id WHERE a.jid = ?1 AND c.peer = ?2)
        """;

    internal const string Newest =
        $"{OfConversation} AND (m.timestamp, m.id) < (?3, ?4) AND m.timestamp >= ?5 ORDER BY m.timestamp DESC, m.id DESC LIMIT ?6";

    internal const string Oldest = $"{OfConversation} AND (m.timestamp, m.id) > (?3, ?4) ORDER BY m.timestamp, m.id LIMIT ?5";

    private const string One = $"{OfConversation} AND m.direction = ?3 AND m.message_id = ?4";

    // By the index of what is unread: most of a long history is not.
    internal const string Unread = """
        SELECT m.message_id, c.unread_count FROM messages m INDEXED BY messages_unread
        JOIN conversations c ON c.id = m.conversation_id JOIN accounts a ON a.id = c.account_id
        WHERE a.jid = ?1 AND c.peer = ?2 AND m.conversation_id = c.id AND m.direction = 0 AND m.state <> 4
        ORDER BY m.timestamp, m.id LIMIT 1
        """;

    /// <summary>What nobody has read; null if there is nothing.</summary>
    public UnreadMessages? FindUnread(SqliteConnection source)
    {
        using var statement = source.Prepare(Unread);
        return Bind(statement).Step()
            ? new(new(conversation, MessageDirection.Incoming, new(statement.Text(0)!)), statement.Int32(1))
            : null;
    }

    public IReadOnlyList<(ChatMessage Message, Place Place)> Before(SqliteConnection source, Place from, Place before, int limit)
    {
        using var statement = source.Prepare(Newest);
        Bind(statement).Bind(3, before.Timestamp).Bind(4, before.Number).Bind(5, from.Timestamp).Bind(6, limit);
        var found = new List<(ChatMessage, Place)>(Math.Min(limit, 64));
        while (statement.Step())
        {
            var item = Read(statement);
            if (item.Place.CompareTo(from) < 0)
            {
                break;
            }

            found.Add(item);
        }

        return found;
    }

    public IReadOnlyList<(ChatMessage Message, Place Place)> After(SqliteConnection source, Place after, int limit)
    {
        using var statement = source.Prepare(Oldest);
        Bind(statement).Bind(3, after.Timestamp).Bind(4, after.Number).Bind(5, limit);
        var found = new List<(ChatMessage, Place)>(Math.Min(limit, 64));
        while (statement.Step())
        {
            found.Add(Read(statement));
        }

        return found;
    }

    public (ChatMessage Message, Place Place)? Find(SqliteConnection source, MessageDirection direction, MessageId id)
    {
        using var statement = source.Prepare(One);
        Bind(statement).Bind(3, (long)direction).Bind(4, id.Value);
        return statement.Step() ? Read(statement) : null;
    }

    private (ChatMessage Message, Place Place) Read(SqliteStatement row)
    {
        var message = MessageRow.Read(row, conversation);
        return (message, new(message.Timestamp.UtcTicks, row.Int64(MessageRow.Count)));
    }

    private SqliteStatement Bind(SqliteStatement statement) =>
        statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
}
