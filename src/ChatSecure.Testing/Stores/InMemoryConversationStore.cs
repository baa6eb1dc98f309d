// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryConversationStore(InMemoryChatStore store) : IConversationStore
{
    public ValueTask<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
                profile.TryFind(conversation, out var found) ? found.Summarize(conversation, profile.Accounts[conversation.Account]) : null,
            cancellationToken
        );

    public ValueTask<DateTimeOffset?> FindErasedUntilAsync(ConversationId conversation, CancellationToken cancellationToken = default) =>
        store.InTurn<DateTimeOffset?>(
            profile =>
                profile.Accounts.TryGetValue(conversation.Account, out var found)
                && found.ErasedUntil.TryGetValue(conversation.Peer, out var until)
                    ? until
                    : null,
            cancellationToken
        );

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return store.InTurn(profile => List(profile, account, limit, isArchived: false), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ConversationSummary>> ListArchivedAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return store.InTurn(profile => List(profile, account, limit, isArchived: true), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ConversationSummary>> SearchNamesAsync(
        Jid account,
        string words,
        int limit = 50,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        var query = new InMemorySearch(words);
        return store.InTurn(profile => Search(profile, account, query, limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ReadMarker>> ListMarkersAsync(
        ConversationId conversation,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<ReadMarker>>(
            profile =>
                profile.TryFind(conversation, out var found)
                    ?
                    [
                        .. found
                            .Markers.Values.OrderBy(marker => marker.From.ToString(), StringComparer.Ordinal)
                            .ThenBy(marker => marker.State),
                    ]
                    : [],
            cancellationToken
        );

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(
        Jid account,
        int window = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return store.Feeds.WatchAsync(
            FeedTopic.ListOf(StoreRules.Bare(account)),
            profile => List(profile, account, window, isArchived: false),
            summary => summary.Id,
            cancellationToken
        );
    }

    private static IReadOnlyList<ConversationSummary> List(InMemoryProfile profile, Jid account, int limit, bool isArchived) =>
        profile.Accounts.TryGetValue(account, out var found)
            ?
            [
                .. found
                    .Conversations.Where(conversation => conversation.Value.IsArchived == isArchived)
                    .OrderByDescending(conversation => conversation.Value.Place)
                    .Take(limit)
                    .Select(conversation => conversation.Value.Summarize(new(account, conversation.Key), found)),
            ]
            : [];

    private static IReadOnlyList<ConversationSummary> Search(InMemoryProfile profile, Jid account, InMemorySearch query, int limit) =>
        profile.Accounts.TryGetValue(account, out var found)
            ?
            [
                .. found
                    .Contacts.Values.Select(contact => (contact.Jid, contact.Name))
                    .Concat(found.Rooms.Values.Select(room => (room.Info.Jid, room.Info.Name)))
                    .Where(entry => query.Matches($"{entry.Name} {entry.Jid}"))
                    .Select(entry => entry.Jid)
                    .Distinct()
                    .OrderBy(jid => jid.ToString(), StringComparer.Ordinal)
                    .Take(limit)
                    .Select(jid => (found.Conversations.GetValueOrDefault(jid) ?? new(0)).Summarize(new(account, jid), found)),
            ]
            : [];
}
