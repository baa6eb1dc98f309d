// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryContacts(InMemoryChatClient client) : IContacts
{
    public async Task<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var contacts = await client.Store.Roster.ListAsync(account, cancellationToken).ConfigureAwait(false);
        return [.. contacts.Select(contact => ContactRules.Complete(client, account, contact))];
    }

    public async Task AddAsync(Jid account, Jid contact, string? name = null, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false) ?? new Contact { Jid = contact };
        known = known with { Name = name ?? known.Name };
        if (known.IsPendingIn)
        {
            await ContactRules.BefriendAsync(client, session, known).ConfigureAwait(false);
            return;
        }

        var isPending = known.Subscription != SubscriptionState.Both;
        await ContactRules.SaveAsync(client, account, known with { IsPendingOut = isPending }).ConfigureAwait(false);
        if (isPending)
        {
            await session.SendAsync(new RequestParcel(account, contact)).ConfigureAwait(false);
        }
    }

    public async Task RemoveAsync(Jid account, Jid contact, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false) is { } known)
        {
            await client.Store.Roster.RemoveAsync(account, contact, null, cancellationToken).ConfigureAwait(false);
            client.Events.Publish(new ContactChanged(account, known, Removed: true));
        }
    }

    public async Task AcceptAsync(Jid account, Jid contact, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false) ?? new Contact { Jid = contact };
        await ContactRules.BefriendAsync(client, session, known).ConfigureAwait(false);
    }

    public Task BlockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        SetBlockedAsync(account, contact, isBlocked: true, cancellationToken);

    public Task UnblockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        SetBlockedAsync(account, contact, isBlocked: false, cancellationToken);

    private async Task SetBlockedAsync(Jid account, Jid contact, bool isBlocked, CancellationToken cancellationToken)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false) ?? new Contact { Jid = contact };
        await ContactRules.SaveAsync(client, account, known with { IsBlocked = isBlocked }).ConfigureAwait(false);
    }
}
