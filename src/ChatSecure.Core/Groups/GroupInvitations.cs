// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.GroupChat.Invitations;

namespace ChatSecure.Core.Groups;

/// <summary>Invitations to and from one account. Nothing of one is followed unasked.</summary>
internal sealed class GroupInvitations
{
    private readonly Jid _account;
    private readonly InvitationsModule _module;
    private readonly ContactBook _contacts;
    private readonly EventHub _events;

    public GroupInvitations(Jid account, InvitationsModule module, ContactBook contacts, EventHub events)
    {
        _account = account;
        _module = module;
        _contacts = contacts;
        _events = events;
        module.Invited = OnInvitedAsync;
    }

    public async Task<IReadOnlyList<GroupInvitation>> ListAsync(CancellationToken cancellationToken)
    {
        var invitations = new List<GroupInvitation>();
        foreach (var invitation in _module.Waiting)
        {
            invitations.Add(await DescribeAsync(invitation, cancellationToken).ConfigureAwait(false));
        }

        return invitations;
    }

    /// <summary>The password that came with the invitation to a room.</summary>
    public string? PasswordFor(Jid room) => _module.Waiting.FirstOrDefault(invitation => invitation.Room == room)?.Password;

    public async Task DeclineAsync(Jid room, string? reason, CancellationToken cancellationToken)
    {
        var invitation =
            _module.Waiting.FirstOrDefault(invitation => invitation.Room == room)
            ?? throw new ChatSecureException(ErrorKind.InvalidInput, "Nobody has invited this account to that room.");
        await _module.DeclineAsync(invitation, reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Invites: a contact directly, which no filter against strangers stops; everybody else through the room.</summary>
    public async Task InviteAsync(Jid room, Jid invitee, string? reason, string? password, CancellationToken cancellationToken)
    {
        if (await _contacts.SeesUsAsync(invitee, cancellationToken).ConfigureAwait(false))
        {
            var invitation = new RoomInvitation(room, _account, IsMediated: false) { Reason = reason, Password = password };
            await _module.InviteDirectlyAsync(invitation, invitee, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _module.InviteAsync(room, invitee, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask OnInvitedAsync(RoomInvitation invitation, CancellationToken cancellationToken) =>
        _events.Publish(new GroupInvited(_account, await DescribeAsync(invitation, cancellationToken).ConfigureAwait(false)));

    private async Task<GroupInvitation> DescribeAsync(RoomInvitation invitation, CancellationToken cancellationToken)
    {
        var inviter = invitation.Inviter.Bare;
        return new(invitation.Room, inviter, invitation.IsMediated)
        {
            Reason = invitation.Reason,
            IsFromContact = await _contacts.KnowsAsync(inviter, cancellationToken).ConfigureAwait(false),
        };
    }
}
