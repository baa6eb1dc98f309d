// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryAccountStore(InMemoryChatStore store) : IAccountStore
{
    public ValueTask<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<AccountSettings>>(
            profile =>
                [
                    .. profile
                        .Accounts.Values.Select(account => account.Settings)
                        .OfType<AccountSettings>()
                        .OrderBy(settings => settings.Jid.ToString(), StringComparer.Ordinal),
                ],
            cancellationToken
        );

    public ValueTask<AccountSettings?> FindAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.Settings, cancellationToken);

    public async ValueTask SaveAsync(AccountSettings account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        StoreRules.Bare(account.Jid);
        await store
            .InTurn(
                profile => profile.GetOrAdd(account.Jid).Settings = account with { AddedAt = account.AddedAt.ToUniversalTime() },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public ValueTask<bool> RemoveAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
            {
                if (!profile.Accounts.Remove(account, out var removed))
                {
                    return false;
                }

                var topics = removed.Conversations.Keys.Select(peer => new ConversationId(account, peer));
                store.Feeds.Publish([.. topics, FeedTopic.ListOf(account)], profile);
                return removed.Settings is not null;
            },
            cancellationToken
        );
}
