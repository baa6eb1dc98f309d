// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Messages;

internal sealed class SqlMessageStore(Database database) : IMessageStore
{
    private const string OfConversation = $"""
        SELECT {MessageRow.Columns}, m.id FROM messages m WHERE m.conversation_id =
          (SELECT c.id FROM conversations c JOIN accounts a ON a.id = c.account_id WHERE a.jid = ?1 AND c.peer = ?2)
        """;

    private const string OfAccount = $"""
        SELECT {MessageRow.Columns}, c.peer
        FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN accounts a ON a.id = m.account_id
        WHERE a.jid = ?1
        """;

    public ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{OfConversation} AND m.direction = ?3 AND m.message_id = ?4");
                Bind(statement, conversation).Bind(3, (long)direction).Bind(4, id.Value);
                return statement.Step() ? MessageRow.Read(statement, conversation) : null;
            },
            cancellationToken
        );

    public ValueTask<ChatMessage?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{OfAccount} AND m.archive_id = ?2");
                return statement.Bind(1, account.ToString()).Bind(2, archiveId).Step() ? ReadOfAccount(statement, account) : null;
            },
            cancellationToken
        );

    public ValueTask<MessagePage> PageAsync(
        ConversationId conversation,
        int limit,
        string? before = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        var end = before is null ? PageCursor.Newest : PageCursor.Parse(before);
        return database.ReadAsync(connection => Page(connection, conversation, limit, end), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return SearchQuery.From(words) is { } query
            ? await database
                .ReadAsync<IReadOnlyList<ChatMessage>>(connection => Search(connection, account, query, peer, limit), cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(
        ConversationId conversation,
        int window,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return database.Feeds.WatchAsync(
            StoreRules.Conversation(conversation),
            connection => Page(connection, conversation, window, PageCursor.Newest).Messages,
            message => (message.Direction, message.Id),
            cancellationToken
        );
    }

    private static MessagePage Page(SqliteConnection connection, ConversationId conversation, int limit, PageCursor end)
    {
        using var statement = connection.Prepare(
            $"{OfConversation} AND (m.timestamp, m.id) < (?3, ?4) ORDER BY m.timestamp DESC, m.id DESC LIMIT ?5"
        );

        // One more than asked for tells whether there is an older page.
        Bind(statement, conversation).Bind(3, end.Timestamp).Bind(4, end.Id).Bind(5, limit + 1);
        var messages = new List<ChatMessage>(Math.Min(limit, 64));
        var oldest = default(PageCursor);
        while (statement.Step())
        {
            if (messages.Count == limit)
            {
                messages.Reverse();
                return new(messages, oldest.ToString());
            }

            var message = MessageRow.Read(statement, conversation);
            messages.Add(message);
            oldest = new(message.Timestamp.UtcTicks, statement.Int64(MessageRow.Count));
        }

        messages.Reverse();
        return new(messages, null);
    }

    private static List<ChatMessage> Search(SqliteConnection connection, Jid account, string query, Jid? peer, int limit)
    {
        using var statement = connection.Prepare(
            $"""
            {OfAccount} AND (?2 IS NULL OR c.peer = ?2) AND m.id IN (SELECT rowid FROM messages_text WHERE messages_text MATCH ?3)
            ORDER BY m.timestamp DESC, m.id DESC LIMIT ?4
            """
        );
        statement.Bind(1, account.ToString()).Bind(2, peer?.ToString()).Bind(3, query).Bind(4, limit);
        List<ChatMessage> messages = [];
        while (statement.Step())
        {
            messages.Add(ReadOfAccount(statement, account));
        }

        messages.Reverse();
        return messages;
    }

    private static ChatMessage ReadOfAccount(SqliteStatement row, Jid account) =>
        MessageRow.Read(row, new(account, StoredText.Jid(row.Text(MessageRow.Count))));

    private static SqliteStatement Bind(SqliteStatement statement, ConversationId conversation) =>
        statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
}
