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

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return store.InTurn(profile => List(profile, account, limit), cancellationToken);
    }

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(
        Jid account,
        int window = 200,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return store.Feeds.WatchAsync(
            FeedHub<InMemoryProfile>.ListOf(StoreRules.Bare(account)),
            profile => List(profile, account, window),
            summary => summary.Id,
            cancellationToken
        );
    }

    private static IReadOnlyList<ConversationSummary> List(InMemoryProfile profile, Jid account, int limit) =>
        profile.Accounts.TryGetValue(account, out var found)
            ?
            [
                .. found
                    .Conversations.OrderByDescending(conversation => conversation.Value.Messages[^1].Place)
                    .Take(limit)
                    .Select(conversation => conversation.Value.Summarize(new(account, conversation.Key), found)),
            ]
            : [];
}
