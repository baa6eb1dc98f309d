// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Conversations;

internal sealed class SqlConversationStore(Database database) : IConversationStore
{
    private const string Select = $"""
        SELECT {MessageRow.Columns}, c.peer, c.unread_count, c.ever_encrypted, coalesce(n.name, r.name), c.is_pinned, c.is_archived, c.muted_until,
          c.draft, c.is_marked_unread
        FROM accounts a
          JOIN conversations c ON c.account_id = a.id
          LEFT JOIN messages m ON m.id = c.last_message
          LEFT JOIN contacts n ON n.account_id = c.account_id AND n.jid = c.peer
          LEFT JOIN rooms r ON r.account_id = c.account_id AND r.jid = c.peer
        WHERE a.jid = ?1
        """;

    internal const string Newest = $"""
        {Select} AND c.is_archived = ?3
        ORDER BY c.is_pinned DESC, c.last_timestamp DESC, c.last_message DESC, c.id DESC LIMIT ?2
        """;

    private const string Names = """
        SELECT n.jid FROM names_text t CROSS JOIN names n ON n.id = t.rowid
        WHERE t.names_text MATCH ?1 AND n.account_id = (SELECT id FROM accounts WHERE jid = ?2) ORDER BY t.rank, n.jid LIMIT ?3
        """;

    public ValueTask<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        database.ReadAsync(connection => Find(connection, conversation), cancellationToken);

    public ValueTask<DateTimeOffset?> FindErasedUntilAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    "SELECT e.until FROM erased_conversations e JOIN accounts a ON a.id = e.account_id WHERE a.jid = ?1 AND e.peer = ?2"
                );
                return statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString()).Step()
                    ? statement.Time(0)
                    : null;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => ReadAsync(account, limit, isArchived: false, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationSummary>> ListArchivedAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    ) => ReadAsync(account, limit, isArchived: true, cancellationToken);

    public async ValueTask<IReadOnlyList<ConversationSummary>> SearchNamesAsync(
        Jid account,
        string words,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return SearchQuery.From(words) is { } query
            ? await database
                .ReadAsync(connection => Search(connection, account, query.ToString(), limit), cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    public ValueTask<IReadOnlyList<ReadMarker>> ListMarkersAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<ReadMarker>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT k.sender, k.state, k.message_id, k.at
                    FROM markers k JOIN conversations c ON c.id = k.conversation_id JOIN accounts a ON a.id = c.account_id
                    WHERE a.jid = ?1 AND c.peer = ?2
                    """
                );
                statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
                List<ReadMarker> markers = [];
                while (statement.Step())
                {
                    markers.Add(
                        new(
                            conversation,
                            StoredText.Jid(statement.Text(0)),
                            (DeliveryState)statement.Int32(1),
                            new(statement.Text(2)!),
                            new(statement.Int64(3), TimeSpan.Zero)
                        )
                    );
                }

                return [.. markers.OrderBy(marker => marker.From.ToString(), StringComparer.Ordinal).ThenBy(marker => marker.State)];
            },
            cancellationToken
        );

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(
        Jid account,
        int window = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return database.Feeds.WatchAsync(
            FeedTopic.ListOf(StoreRules.Bare(account)),
            connection => List(connection, account, window, isArchived: false),
            summary => summary.Id,
            cancellationToken
        );
    }

    private ValueTask<IReadOnlyList<ConversationSummary>> ReadAsync(
        Jid account,
        int limit,
        bool isArchived,
        CancellationToken cancellationToken
    )
    {
        StoreRules.Limit(limit);
        return database.ReadAsync<IReadOnlyList<ConversationSummary>>(
            connection => List(connection, account, limit, isArchived),
            cancellationToken
        );
    }

    private static List<ConversationSummary> List(SqliteConnection connection, Jid account, int limit, bool isArchived)
    {
        using var statement = connection.Prepare(Newest);
        statement.Bind(1, account.ToString()).Bind(2, limit).Bind(3, isArchived ? 1L : 0L);
        List<ConversationSummary> conversations = [];
        while (statement.Step())
        {
            conversations.Add(Read(statement, account));
        }

        return conversations;
    }

    private static ConversationSummary? Find(SqliteConnection connection, ConversationId conversation)
    {
        using var statement = connection.Prepare($"{Select} AND c.peer = ?2");
        statement.Bind(1, conversation.Account.ToString()).Bind(2, conversation.Peer.ToString());
        return statement.Step() ? Read(statement, conversation.Account) : null;
    }

    private static IReadOnlyList<ConversationSummary> Search(SqliteConnection connection, Jid account, string query, int limit)
    {
        List<ConversationId> found = [];
        using (var statement = connection.Prepare(Names))
        {
            statement.Bind(1, query).Bind(2, account.ToString()).Bind(3, limit);
            while (statement.Step())
            {
                found.Add(new(account, StoredText.Jid(statement.Text(0))));
            }
        }

        return [.. found.Distinct().Select(id => Find(connection, id) ?? Empty(connection, id))];
    }

    private static ConversationSummary Empty(SqliteConnection connection, ConversationId id)
    {
        using var statement = connection.Prepare(
            """
            SELECT coalesce((SELECT name FROM contacts WHERE account_id = a.id AND jid = ?2), (SELECT name FROM rooms WHERE account_id = a.id AND jid = ?2))
            FROM accounts a WHERE a.jid = ?1
            """
        );
        statement.Bind(1, id.Account.ToString()).Bind(2, id.Peer.ToString());
        return new() { Id = id, Name = statement.Step() ? statement.Text(0) : null };
    }

    private static ConversationSummary Read(SqliteStatement row, Jid account)
    {
        var id = new ConversationId(account, StoredText.Jid(row.Text(MessageRow.Count)));
        return new()
        {
            Id = id,
            LastMessage = row.IsNull(0) ? null : MessageRow.Read(row, id),
            UnreadCount = row.Int32(MessageRow.Count + 1),
            EverEncrypted = row.Boolean(MessageRow.Count + 2),
            Name = row.Text(MessageRow.Count + 3),
            IsPinned = row.Boolean(MessageRow.Count + 4),
            IsArchived = row.Boolean(MessageRow.Count + 5),
            MutedUntil = row.Time(MessageRow.Count + 6),
            Draft = row.Text(MessageRow.Count + 7),
            IsMarkedUnread = row.Boolean(MessageRow.Count + 8),
        };
    }
}
