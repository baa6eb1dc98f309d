// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Commits;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Messages;

internal sealed class SqlMessageStore(Database database, SqlMediaStore media) : IMessageStore
{
    private const string OfAccount = $"""
        SELECT {MessageRow.Columns}, c.peer
        FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN accounts a ON a.id = m.account_id
        WHERE a.jid = ?1
        """;

    internal const string Erased = """
        SELECT 1 FROM erased_messages
        WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1) AND peer = ?2 AND direction = ?3 AND message_id = ?4
        UNION ALL
        SELECT 1 FROM erased_messages WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1) AND archive_id = ?5
        """;

    public ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) => database.ReadAsync(connection => new SqlHistory(conversation).Find(connection, direction, id)?.Message, cancellationToken);

    public ValueTask<ChatMessage?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{OfAccount} AND m.archive_id = ?2");
                return statement.Bind(1, account.ToString()).Bind(2, archiveId).Step() ? ReadOfAccount(statement, account) : null;
            },
            cancellationToken
        );

    public ValueTask<bool> IsErasedAsync(MessageRef message, string? archiveId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(Erased);
                return statement
                    .Bind(1, message.Conversation.Account.ToString())
                    .Bind(2, message.Conversation.Peer.ToString())
                    .Bind(3, (long)message.Direction)
                    .Bind(4, message.Id.Value)
                    .Bind(5, archiveId)
                    .Step();
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
        var end = before is null ? Place.Newest : Place.Parse(before);
        return database.ReadAsync(connection => new SqlHistory(conversation).Before(connection, limit, end), cancellationToken);
    }

    public ValueTask<MessagePage> PageForwardAsync(
        ConversationId conversation,
        int limit,
        string? after = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        var start = after is null ? Place.Oldest : Place.Parse(after);
        return database.ReadAsync(connection => new SqlHistory(conversation).After(connection, limit, start), cancellationToken);
    }

    public ValueTask<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        database.ReadAsync(connection => new SqlHistory(conversation).FindUnread(connection), cancellationToken);

    public async ValueTask<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(count);
        var history = new SqlHistory(StoreRules.Conversation(conversation));
        var timeline = new Timeline<SqliteConnection>(database.Feeds, conversation, history, database.InTurnAsync);
        await database
            .InTurnAsync(
                connection =>
                {
                    var middle = around is { } message ? history.Find(connection, message.Direction, message.Id) : null;
                    timeline.Begin(connection, count, middle?.Place);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return timeline;
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
                .ReadAsync<IReadOnlyList<ChatMessage>>(
                    connection =>
                        [.. MessageSearch.Newest(connection, account, query, peer, limit).Ids.Select(id => Get(connection, account, id))],
                    cancellationToken
                )
                .ConfigureAwait(false)
            : [];
    }

    public async ValueTask<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        bool byRelevance = false,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return SearchQuery.From(words) is { } query
            ? await database
                .ReadAsync(connection => Hits(connection, account, query, peer, limit, byRelevance), cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    public IAsyncEnumerable<ListDiffBatch<SearchHit>> WatchSearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int window = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        var query = SearchQuery.From(words);
        return database.Feeds.WatchAsync(
            FeedTopic.ListOf(StoreRules.Bare(account)),
            connection => query is null ? [] : Hits(connection, account, query, peer, window, byRelevance: false),
            hit => (hit.Message.Conversation, hit.Message.Direction, hit.Message.Id),
            cancellationToken
        );
    }

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(
        ConversationId conversation,
        int window,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        var history = new SqlHistory(StoreRules.Conversation(conversation));
        return database.Feeds.WatchAsync(
            conversation,
            connection => history.Before(connection, window, Place.Newest).Messages,
            message => (message.Direction, message.Id),
            cancellationToken
        );
    }

    public async ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        // Nothing is written for nothing: this is asked for every few minutes.
        if (!await database.ReadAsync(connection => Eraser.HasExpired(connection, now), cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        var count = await database
            .WriteAsync((connection, topics) => Eraser.EraseExpired(connection, now, topics), cancellationToken)
            .ConfigureAwait(false);
        await media.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    private static IReadOnlyList<SearchHit> Hits(
        SqliteConnection connection,
        Jid account,
        SearchQuery words,
        Jid? peer,
        int limit,
        bool byRelevance
    )
    {
        var (ids, query) = byRelevance
            ? MessageSearch.Best(connection, account, words, peer, limit)
            : MessageSearch.Newest(connection, account, words, peer, limit);
        var snippets = Snippet.Of(connection, query, ids);
        return
        [
            .. (byRelevance ? ids : ids.Reverse()).Select(id => new SearchHit(
                Get(connection, account, id),
                snippets[id].Text,
                snippets[id].Matches
            )),
        ];
    }

    private static ChatMessage Get(SqliteConnection connection, Jid account, long id)
    {
        using var statement = connection.Prepare($"{OfAccount} AND m.id = ?2");
        statement.Bind(1, account.ToString()).Bind(2, id).Step();
        return ReadOfAccount(statement, account);
    }

    private static ChatMessage ReadOfAccount(SqliteStatement row, Jid account) =>
        MessageRow.Read(row, new(account, StoredText.Jid(row.Text(MessageRow.Count))));
}
