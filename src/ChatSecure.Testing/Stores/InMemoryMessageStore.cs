// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryMessageStore(InMemoryChatStore store) : IMessageStore
{
    public ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    ) => store.InTurn(profile => Find(profile, new(conversation, direction, id))?.Value, cancellationToken);

    public ValueTask<ChatMessage?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile => profile.Accounts.TryGetValue(account, out var found) ? found.Archived.GetValueOrDefault(archiveId)?.Value : null,
            cancellationToken
        );

    public ValueTask<bool> IsErasedAsync(MessageRef message, string? archiveId, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
                profile.Accounts.TryGetValue(message.Conversation.Account, out var found)
                && found.Erased.Exists(erased => erased.Message == message || (archiveId is not null && erased.ArchiveId == archiveId)),
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
        return store.InTurn(profile => new InMemoryHistory(conversation).Before(profile, limit, end), cancellationToken);
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
        return store.InTurn(profile => new InMemoryHistory(conversation).After(profile, limit, start), cancellationToken);
    }

    public ValueTask<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
            {
                ChatMessage[] unread = profile.TryFind(conversation, out var found)
                    ?
                    [
                        .. found
                            .Messages.Select(message => message.Value)
                            .Where(message => message is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed }),
                    ]
                    : [];
                return unread is [var first, ..] ? new UnreadMessages(new(conversation, first.Direction, first.Id), unread.Length) : null;
            },
            cancellationToken
        );

    public ValueTask<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(count);
        StoreRules.Conversation(conversation);
        var timeline = new Timeline<InMemoryProfile>(store.Feeds, conversation, new InMemoryHistory(conversation), store.InTurn);
        return store.InTurn<ITimeline>(
            profile =>
            {
                timeline.Begin(profile, count, around is { } message ? Find(profile, message)?.Place : null);
                return timeline;
            },
            cancellationToken
        );
    }

    public ValueTask<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        var query = new InMemorySearch(words);
        return store.InTurn<IReadOnlyList<ChatMessage>>(
            profile => [.. Matches(profile, account, query, peer).TakeLast(limit)],
            cancellationToken
        );
    }

    public ValueTask<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        bool byRelevance = false,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return store.InTurn(profile => Hits(profile, account, new(words), peer, limit, byRelevance), cancellationToken);
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
        var query = new InMemorySearch(words);
        return store.Feeds.WatchAsync(
            FeedTopic.ListOf(StoreRules.Bare(account)),
            profile => Hits(profile, account, query, peer, window, byRelevance: false),
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
        var history = new InMemoryHistory(StoreRules.Conversation(conversation));
        return store.Feeds.WatchAsync(
            conversation,
            profile => history.Before(profile, window, Place.Newest).Messages,
            message => (message.Direction, message.Id),
            cancellationToken
        );
    }

    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
            {
                var count = 0;
                foreach (var (jid, account) in profile.Accounts)
                {
                    var eraser = new InMemoryEraser(profile, account);
                    foreach (var (peer, conversation) in account.Conversations)
                    {
                        var expired = conversation.Messages.Where(message => message.Value.ExpiresAt <= now).ToArray();
                        count += expired.Length;
                        eraser.Erase(new(jid, peer), conversation, expired);
                    }

                    store.Feeds.Publish(eraser.Topics, profile);
                }

                return count;
            },
            cancellationToken
        );

    private static InMemoryMessage? Find(InMemoryProfile profile, MessageRef message) =>
        profile.TryFind(message.Conversation, out var found) ? found.ById.GetValueOrDefault((message.Direction, message.Id)) : null;

    private static IEnumerable<ChatMessage> Matches(InMemoryProfile profile, Jid account, InMemorySearch query, Jid? peer) =>
        profile.Accounts.TryGetValue(account, out var found)
            ? found
                .Conversations.Where(conversation => peer is null || conversation.Key == peer)
                .SelectMany(conversation => conversation.Value.Messages)
                .Where(message => query.Matches(message.Value))
                .OrderBy(message => message.Place)
                .Select(message => message.Value)
            : [];

    private static IReadOnlyList<SearchHit> Hits(
        InMemoryProfile profile,
        Jid account,
        InMemorySearch query,
        Jid? peer,
        int limit,
        bool byRelevance
    )
    {
        var matches = Matches(profile, account, query, peer).Reverse();
        return [.. (byRelevance ? matches.OrderByDescending(query.Weight) : matches).Take(limit).Select(query.Hit)];
    }
}
