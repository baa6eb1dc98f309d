// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Moved;

namespace ChatSecure.Core.Contacts;

/// <summary>Contacts that have another account now, and ours that does (XEP-0283).</summary>
internal sealed class ContactMoves
{
    private readonly AccountModules _modules;
    private readonly ContactBook _contacts;

    public ContactMoves(Jid account, AccountModules modules, ContactBook contacts, EventHub events, FollowUps followUps)
    {
        _modules = modules;
        _contacts = contacts;
        modules.Moved.Claimed = (claim, _) =>
        {
            followUps.Add(async token =>
            {
                if (await modules.Moved.VerifyAsync(claim, token).ConfigureAwait(false))
                {
                    await contacts.NoteMoveAsync(claim.OldAddress, claim.NewAddress, token).ConfigureAwait(false);
                    events.Publish(new ContactMoved(account, claim.OldAddress, claim.NewAddress));
                }
            });
            return ValueTask.CompletedTask;
        };
    }

    /// <summary>Takes the new address in place of the old one.</summary>
    public async Task FollowAsync(Jid oldAddress, Jid newAddress, CancellationToken cancellationToken)
    {
        if (!await _modules.Moved.VerifyAsync(new(newAddress, oldAddress), cancellationToken).ConfigureAwait(false))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The old account does not say that its owner has moved there.");
        }

        var old = await _contacts.FindAsync(oldAddress, cancellationToken).ConfigureAwait(false);
        await _modules.Roster.SetAsync(newAddress, old?.Name, old?.Groups, cancellationToken).ConfigureAwait(false);
        await _contacts.AcceptAsync(newAddress, cancellationToken).ConfigureAwait(false);
        await _contacts.RemoveAsync(oldAddress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says at this account where its owner is now.</summary>
    public Task PublishAsync(Jid newAddress, CancellationToken cancellationToken) =>
        _modules.Moved.PublishAsync(newAddress, cancellationToken);

    /// <summary>Those who may check what <see cref="PublishAsync"/> says.</summary>
    public async Task<IReadOnlyList<Contact>> WitnessesAsync(CancellationToken cancellationToken) =>
        [
            .. (await _contacts.ListAsync(cancellationToken).ConfigureAwait(false)).Where(contact =>
                contact.Subscription is SubscriptionState.From or SubscriptionState.Both && !contact.IsBlocked
            ),
        ];

    /// <summary>Takes a contact of the old account over to this one, and tells it.</summary>
    public async Task TellAsync(Contact contact, Jid oldAddress, CancellationToken cancellationToken)
    {
        await _modules.Roster.SetAsync(contact.Jid, contact.Name, contact.Groups, cancellationToken).ConfigureAwait(false);
        await _modules.Moved.NotifyAsync(contact.Jid, oldAddress, cancellationToken).ConfigureAwait(false);
    }
}
