// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;

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
            await ContactRules.RemoveAsync(client, account, known).ConfigureAwait(false);
            if (known.IsBlocked)
            {
                // No contact any more, but blocked still.
                await ContactRules.SaveAsync(client, account, new() { Jid = contact, IsBlocked = true }).ConfigureAwait(false);
            }
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

    public Task RenameAsync(Jid account, Jid contact, string? name, CancellationToken cancellationToken = default) =>
        ChangeAsync(account, contact, known => known with { Name = name }, cancellationToken);

    public Task SetGroupsAsync(Jid account, Jid contact, IReadOnlyList<string> groups, CancellationToken cancellationToken = default) =>
        ChangeAsync(account, contact, known => known with { Groups = groups }, cancellationToken);

    public Task DenyAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        ChangeAsync(account, contact, known => known with { IsPendingIn = false }, cancellationToken);

    public Task<ContactAvatar?> AvatarAsync(Jid account, Jid address, CancellationToken cancellationToken = default) =>
        PictureAsync(account, address, cancellationToken);

    public async Task AcceptInvitationAsync(Jid account, ChatLink link, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (link.Kind != ChatLinkKind.Contact || link.Address == account)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The link is no invitation.");
        }

        var known = await ContactRules.FindAsync(client, account, link.Address).ConfigureAwait(false);
        if (known is not { Subscription: SubscriptionState.Both })
        {
            var asked = (known ?? new() { Jid = link.Address, Name = link.SuggestedName }) with { IsPendingOut = true };
            await ContactRules.SaveAsync(client, account, asked).ConfigureAwait(false);
            await session.SendAsync(new RequestParcel(account, link.Address, link.Token)).ConfigureAwait(false);
        }
    }

    public async Task FollowMoveAsync(Jid account, Jid oldAddress, Jid newAddress, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, oldAddress).ConfigureAwait(false);
        if (known is null || client.Network.With(oldAddress, old => old.MovedTo) != newAddress)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The old account does not say so.");
        }

        await RemoveAsync(account, oldAddress, cancellationToken).ConfigureAwait(false);
        await ContactRules.BefriendAsync(client, session, known with { Jid = newAddress }).ConfigureAwait(false);
    }

    public Task ReportAsync(
        Jid account,
        Jid contact,
        AbuseReason reason,
        string? text = null,
        IReadOnlyList<ChatMessage>? messages = null,
        CancellationToken cancellationToken = default
    ) => BlockAsync(account, contact, cancellationToken);

    private async Task<ContactAvatar?> PictureAsync(Jid account, Jid address, CancellationToken cancellationToken)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, address).ConfigureAwait(false);
        return address == account || known is { Subscription: SubscriptionState.Both or SubscriptionState.To }
            ? client.Network.PersonaOf(address).Avatar
            : null;
    }

    private async Task ChangeAsync(Jid account, Jid contact, Func<Contact, Contact> change, CancellationToken cancellationToken)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known =
            await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such contact.");
        await ContactRules.SaveAsync(client, account, change(known)).ConfigureAwait(false);
    }

    private async Task SetBlockedAsync(Jid account, Jid contact, bool isBlocked, CancellationToken cancellationToken)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var known = await ContactRules.FindAsync(client, account, contact).ConfigureAwait(false);
        if (isBlocked || known is { } friend && ContactRules.IsOnRoster(friend))
        {
            await ContactRules
                .SaveAsync(client, account, (known ?? new() { Jid = contact }) with { IsBlocked = isBlocked })
                .ConfigureAwait(false);
        }
        else if (known is not null)
        {
            // A stranger is in the list of contacts as long as it is blocked.
            await ContactRules.RemoveAsync(client, account, known with { IsBlocked = false }).ConfigureAwait(false);
        }
    }
}
