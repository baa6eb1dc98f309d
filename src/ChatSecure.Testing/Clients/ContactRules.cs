// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.Testing.Clients;

/// <summary>Who sees whose presence, in a simpler way than RFC 6121 has it: an accepted request goes both ways.</summary>
internal static class ContactRules
{
    public static async Task ReceiveAsync(InMemoryChatClient client, InMemorySession session, Parcel parcel)
    {
        var known = await FindAsync(client, session.Account, parcel.From).ConfigureAwait(false);
        switch (parcel)
        {
            case RequestParcel { Token: { } token }
                when client.Network.With(session.Account, own => own.Redeem(token, parcel.From, client.Network.Time.GetUtcNow())):
                await BefriendAsync(client, session, known ?? new() { Jid = parcel.From }).ConfigureAwait(false);
                break;
            case MoveParcel { NewAddress: var moved } when known is { IsBlocked: false }:
                session.Moves[moved] = parcel.From;
                await SaveAsync(client, session.Account, await AskingAsync(client, session.Account, moved).ConfigureAwait(false))
                    .ConfigureAwait(false);
                session.Tell(new ContactMoved(session.Account, parcel.From, moved));
                break;
            case RequestParcel when known is { IsBlocked: true }:
                break;
            case RequestParcel when known is { IsPendingOut: true } or { Subscription: SubscriptionState.Both }:
                await BefriendAsync(client, session, known).ConfigureAwait(false);
                break;
            case RequestParcel:
                await SaveAsync(client, session.Account, await AskingAsync(client, session.Account, parcel.From).ConfigureAwait(false))
                    .ConfigureAwait(false);
                break;
            case ApprovalParcel when known is { IsPendingOut: true }:
                await SaveAsync(client, session.Account, Friend(known)).ConfigureAwait(false);
                break;
            case PresenceParcel when known is { Subscription: SubscriptionState.Both or SubscriptionState.To }:
                client.Events.Publish(new ContactChanged(session.Account, Complete(client, session.Account, known)));
                break;
        }
    }

    public static async Task BefriendAsync(InMemoryChatClient client, InMemorySession session, Contact contact)
    {
        await SaveAsync(client, session.Account, Friend(contact)).ConfigureAwait(false);
        await session.SendAsync(new ApprovalParcel(session.Account, contact.Jid)).ConfigureAwait(false);
    }

    public static async Task<Contact?> FindAsync(InMemoryChatClient client, Jid account, Jid contact) =>
        await client.Store.Roster.FindAsync(account, contact).ConfigureAwait(false);

    public static async Task SaveAsync(InMemoryChatClient client, Jid account, Contact contact)
    {
        await client.Store.Roster.SaveAsync(account, contact, null).ConfigureAwait(false);
        client.Events.Publish(new ContactChanged(account, Complete(client, account, contact)));
    }

    public static async Task RemoveAsync(InMemoryChatClient client, Jid account, Contact contact)
    {
        await client.Store.Roster.RemoveAsync(account, contact.Jid, null).ConfigureAwait(false);
        client.Events.Publish(new ContactChanged(account, contact, Removed: true));
    }

    /// <summary>Whether there is more between us than that it is blocked.</summary>
    public static bool IsOnRoster(Contact contact) =>
        contact is not { Subscription: SubscriptionState.None, IsPendingIn: false, IsPendingOut: false, Name: null, Groups.Count: 0 };

    public static Contact Complete(InMemoryChatClient client, Jid account, Contact contact) =>
        Complete(contact, client.Network.PersonaOf(contact.Jid), IsSeen(client, account, contact)) with
        {
            MovedFrom =
                contact.IsPendingIn && client.GetOrAddSession(account).Moves.TryGetValue(contact.Jid, out var former) ? former : null,
        };

    private static async Task<Contact> AskingAsync(InMemoryChatClient client, Jid account, Jid contact) =>
        (await FindAsync(client, account, contact).ConfigureAwait(false) ?? new Contact { Jid = contact }) with
        {
            IsPendingIn = true,
        };

    private static bool IsSeen(InMemoryChatClient client, Jid account, Contact contact) =>
        client.GetOrAddSession(account).IsOnline
        && contact.Subscription is SubscriptionState.Both or SubscriptionState.To
        && client.Network.IsOnline(contact.Jid);

    private static Contact Complete(Contact contact, NetworkPersona shown, bool isSeen) =>
        contact with
        {
            Availability = isSeen ? shown.Availability : Availability.Offline,
            StatusText = isSeen ? shown.StatusText : null,
            IdleSince = isSeen ? shown.IdleSince : null,
            Nickname = contact.Subscription is SubscriptionState.Both or SubscriptionState.To ? shown.Nickname : null,
            AvatarId = contact.Subscription is SubscriptionState.Both or SubscriptionState.To ? shown.Avatar?.Id : null,
        };

    private static Contact Friend(Contact contact) =>
        contact with
        {
            Subscription = SubscriptionState.Both,
            IsPendingIn = false,
            IsPendingOut = false,
        };
}
