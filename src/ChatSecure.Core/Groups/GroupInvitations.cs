// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.GroupChat.Invitations;

namespace ChatSecure.Core.Groups;

/// <summary>Invitations to and from one account. Those that wait for an answer are kept over a restart, for a month. Nothing of one is followed unasked.</summary>
internal sealed class GroupInvitations
{
    /// <summary>More than this don't wait of people who are no contacts, so that they can't keep contacts out of what the module keeps.</summary>
    public const int MaxOfStrangers = 50;

    /// <summary>More than this don't wait of them from one domain.</summary>
    public const int MaxOfStrangersPerDomain = 10;

    private const string Name = "room-invitation ";
    private static readonly TimeSpan _validity = TimeSpan.FromDays(30);

    private readonly Jid _account;
    private readonly InvitationsModule _module;
    private readonly ContactBook _contacts;
    private readonly AccountRecords _records;
    private readonly EventHub _events;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Jid, DateTimeOffset> _received = [];

    public GroupInvitations(
        Jid account,
        InvitationsModule module,
        ContactBook contacts,
        AccountRecords records,
        EventHub events,
        TimeProvider time
    )
    {
        (_account, _module, _contacts, _records, _events, _time) = (account, module, contacts, records, events, time);
        module.Invited = OnInvitedAsync;
    }

    /// <summary>Reads what former processes received. To be called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (room, content) in await _records.ListAsync(Name, cancellationToken).ConfigureAwait(false))
        {
            if (StoredInvitation.Read(room, content) is { } stored && !IsOver(stored.ReceivedAt) && _module.Restore(stored.Invitation))
            {
                _received[stored.Invitation.Room] = stored.ReceivedAt;
            }
            else
            {
                await _records.SetAsync(Name + room, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<IReadOnlyList<GroupInvitation>> ListAsync(CancellationToken cancellationToken)
    {
        var invitations = new List<GroupInvitation>();
        foreach (var invitation in _module.Waiting)
        {
            if (IsOver(ReceivedAt(invitation.Room)))
            {
                await ForgetAsync(invitation.Room, cancellationToken).ConfigureAwait(false);
            }
            else if (!_contacts.Blocks(invitation.Inviter))
            {
                invitations.Add(await DescribeAsync(invitation, cancellationToken).ConfigureAwait(false));
            }
        }

        return [.. invitations.OrderBy(invitation => invitation.ReceivedAt)];
    }

    /// <summary>The password that came with the invitation to a room.</summary>
    public string? PasswordFor(Jid room) => Find(room)?.Password;

    public async Task DeclineAsync(Jid room, string? reason, CancellationToken cancellationToken)
    {
        var invitation =
            Find(room) ?? throw new ChatSecureException(ErrorKind.InvalidInput, "Nobody has invited this account to that room.");
        await _module.DeclineAsync(invitation, reason, cancellationToken).ConfigureAwait(false);
        await ForgetAsync(room, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The room was entered, on this device or another one: its invitation is answered.</summary>
    public async Task ForgetAsync(Jid room, CancellationToken cancellationToken)
    {
        _module.Dismiss(room);
        if (_received.TryRemove(room, out _))
        {
            await _records.SetAsync(Name + room, null, cancellationToken).ConfigureAwait(false);
        }
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

    private RoomInvitation? Find(Jid room) => _module.Waiting.FirstOrDefault(invitation => invitation.Room == room);

    private DateTimeOffset ReceivedAt(Jid room) => _received.GetValueOrDefault(room, DateTimeOffset.MaxValue);

    private bool IsOver(DateTimeOffset receivedAt) => receivedAt < _time.GetUtcNow() - _validity;

    private async ValueTask OnInvitedAsync(RoomInvitation invitation, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        _received[invitation.Room] = now;
        var described = await DescribeAsync(invitation, cancellationToken).ConfigureAwait(false);
        if (
            _contacts.Blocks(described.Inviter)
            || (!described.IsFromContact && await IsFullAsync(invitation, cancellationToken).ConfigureAwait(false))
        )
        {
            _received.TryRemove(invitation.Room, out _);
            _module.Dismiss(invitation.Room);
            return;
        }

        await _records
            .SetAsync(Name + invitation.Room, new StoredInvitation(invitation, now).Write(), cancellationToken)
            .ConfigureAwait(false);
        _events.Publish(new GroupInvited(_account, described));
    }

    private async Task<bool> IsFullAsync(RoomInvitation invitation, CancellationToken cancellationToken)
    {
        var (all, here) = (0, 0);
        foreach (var other in _module.Waiting)
        {
            if (other.Room != invitation.Room && !await IsFromContactAsync(other, cancellationToken).ConfigureAwait(false))
            {
                all++;
                here += SenderOf(other) == SenderOf(invitation) ? 1 : 0;
            }
        }

        return all >= MaxOfStrangers || here >= MaxOfStrangersPerDomain;
    }

    private static string SenderOf(RoomInvitation invitation) => (invitation.IsMediated ? invitation.Room : invitation.Inviter).Domain;

    private async Task<GroupInvitation> DescribeAsync(RoomInvitation invitation, CancellationToken cancellationToken) =>
        new(invitation.Room, invitation.Inviter.Bare, invitation.IsMediated)
        {
            Reason = string.IsNullOrEmpty(invitation.Reason) ? null : invitation.Reason,
            IsFromContact = await IsFromContactAsync(invitation, cancellationToken).ConfigureAwait(false),
            ReceivedAt = ReceivedAt(invitation.Room),
        };

    /// <summary>Any room can say that a contact invites. One of the contact's own server, or of ours, says nothing that this server could not say anyway.</summary>
    private async Task<bool> IsFromContactAsync(RoomInvitation invitation, CancellationToken cancellationToken)
    {
        var inviter = invitation.Inviter.Bare;
        return (!invitation.IsMediated || IsOf(invitation.Room, inviter.Domain) || IsOf(invitation.Room, _account.Domain))
            && await _contacts.KnowsAsync(inviter, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOf(Jid room, string server) =>
        room.Domain == server || room.Domain.EndsWith($".{server}", StringComparison.Ordinal);
}
