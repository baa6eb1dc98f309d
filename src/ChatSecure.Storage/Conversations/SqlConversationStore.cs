// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Conversations;

internal sealed class SqlConversationStore(Database database) : IConversationStore
{
    private const string Select = $"""
        SELECT {MessageRow.Columns}, c.peer, c.unread_count, c.ever_encrypted, n.name
        FROM conversations c
          JOIN accounts a ON a.id = c.account_id
          JOIN messages m ON m.id = c.last_message
          LEFT JOIN contacts n ON n.account_id = c.account_id AND n.jid = c.peer
        WHERE a.jid = ?1
        """;

    public ValueTask<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{Select} AND c.peer = ?2");
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                return statement.Step() ? Read(statement, conversation.Account) : null;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return database.ReadAsync<IReadOnlyList<ConversationSummary>>(connection => List(connection, account, limit), cancellationToken);
    }

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(
        Jid account,
        int window = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return database.Feeds.WatchAsync(
            FeedHub<SqliteConnection>.ListOf(StoreRules.Bare(account)),
            connection => List(connection, account, window),
            summary => summary.Id,
            cancellationToken
        );
    }

    private static List<ConversationSummary> List(SqliteConnection connection, Jid account, int limit)
    {
        using var statement = connection.Prepare($"{Select} ORDER BY c.last_timestamp DESC, c.last_message DESC LIMIT ?2");
        statement.Bind(1, account.ToString()).Bind(2, limit);
        List<ConversationSummary> conversations = [];
        while (statement.Step())
        {
            conversations.Add(Read(statement, account));
        }

        return conversations;
    }

    private static ConversationSummary Read(SqliteStatement row, Jid account)
    {
        var id = new ConversationId(account, StoredText.Jid(row.Text(MessageRow.Count)));
        return new()
        {
            Id = id,
            LastMessage = MessageRow.Read(row, id),
            UnreadCount = row.Int32(MessageRow.Count + 1),
            EverEncrypted = row.Boolean(MessageRow.Count + 2),
            Name = row.Text(MessageRow.Count + 3),
        };
    }
}
