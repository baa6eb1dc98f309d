// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>The groups of a client's accounts, as each account knows them.</summary>
internal sealed class InMemoryGroupBook(InMemoryChatClient client)
{
    private readonly ConcurrentDictionary<(Jid Account, Jid Room), Group> _groups = [];
    private readonly ConcurrentDictionary<(Jid Account, Jid Room), GroupInvitation> _invitations = [];
    private readonly ConcurrentDictionary<(Jid Account, Jid Room, Jid Member), bool> _leftOut = [];

    private InMemoryRooms Rooms => client.Network.Rooms;

    public IReadOnlyList<Group> Groups(Jid account) =>
        [
            .. _groups
                .Where(entry => entry.Key.Account == account)
                .Select(entry => Seen(account, entry.Value))
                .OrderBy(group => group.Room.Jid.ToString(), StringComparer.Ordinal),
        ];

    public IReadOnlyList<GroupInvitation> Invitations(Jid account) =>
        [.. _invitations.Where(entry => entry.Key.Account == account).Select(entry => entry.Value)];

    public Group? Find(Jid account, Jid room) => _groups.TryGetValue((account, room.Bare), out var group) ? Seen(account, group) : null;

    public Group Get(Jid account, Jid room) =>
        Find(account, room)
        ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such group in this account; join it first.");

    public bool Decline(Jid account, Jid room) => _invitations.TryRemove((account, room), out _);

    public void LeaveOut(Jid account, Jid room, Jid member, bool isLeftOut) => _leftOut[(account, room, member)] = isLeftOut;

    public async Task InviteAsync(InMemorySession session, InvitationParcel parcel)
    {
        var inviter = await ContactRules.FindAsync(client, session.Account, parcel.From).ConfigureAwait(false);
        if (inviter is { IsBlocked: true })
        {
            return;
        }

        var invitation = new GroupInvitation(parcel.Room, parcel.From, IsMediated: false)
        {
            Reason = parcel.Reason,
            ReceivedAt = client.Network.Time.GetUtcNow(),
            IsFromContact = inviter is not null,
        };
        _invitations[(session.Account, parcel.Room)] = invitation;
        session.Tell(new GroupInvited(session.Account, invitation));
    }

    public async Task<Group> EnterAsync(InMemorySession session, Jid room, string? nick, string? password)
    {
        var known = Find(session.Account, room);
        if (known?.State == GroupState.Joined)
        {
            return known;
        }

        nick ??= known?.Room.Nick ?? session.Account.Local!;
        password ??= known?.Room.Password ?? (_invitations.ContainsKey((session.Account, room)) ? PasswordOf(room) : null);
        NetworkOccupant occupant;
        IReadOnlyList<Parcel> missed;
        try
        {
            (occupant, missed) = Rooms.Enter(room, session, nick, password);
        }
        catch (ChatSecureException error)
        {
            var refused = known ?? new(new() { Jid = room, Nick = nick }, GroupState.Refused);
            await KeepAsync(session, refused with { State = GroupState.Refused, Reason = error.Condition }).ConfigureAwait(false);
            throw;
        }

        _invitations.TryRemove((session.Account, room), out _);
        if (known is null or { Room.IsAutoJoined: false } or { State: GroupState.Refused })
        {
            await NoteAsync(session, room, ConversationNoteKind.MemberJoined).ConfigureAwait(false);
        }

        var info = Describe(room, occupant.Nick, password);
        var group = new Group(info, GroupState.Joined);
        await KeepAsync(session, group).ConfigureAwait(false);
        Rooms.Tell(room, (there, reader) => there.Describe(occupant, reader));
        foreach (var parcel in missed)
        {
            await session.ReceiveAsync(parcel).ConfigureAwait(false);
        }

        return Seen(session.Account, group);
    }

    /// <summary>Enters the groups that an account is in, with a new connection.</summary>
    public async Task EnterAllAsync(InMemorySession session)
    {
        foreach (var group in Groups(session.Account).Where(group => group.Room.IsAutoJoined))
        {
            try
            {
                await EnterAsync(session, group.Room.Jid, group.Room.Nick, group.Room.Password).ConfigureAwait(false);
            }
            catch (ChatSecureException)
            {
                // The group says why.
            }
        }
    }

    public async Task LeaveAsync(InMemorySession session, Jid room, bool isDestroyed = false)
    {
        if (Get(session.Account, room) is { Room.IsAutoJoined: true, State: not GroupState.Refused })
        {
            var kind = isDestroyed ? ConversationNoteKind.GroupDestroyed : ConversationNoteKind.MemberLeft;
            await NoteAsync(session, room, kind).ConfigureAwait(false);
        }

        if (Rooms.Has(room) && Rooms.Leave(room, session.Account) is { } gone)
        {
            TellGone(room, gone, null);
        }

        var group = Get(session.Account, room);
        await KeepAsync(session, group with { State = GroupState.Left, Reason = null, Room = group.Room with { IsAutoJoined = false } })
            .ConfigureAwait(false);
    }

    /// <summary>The connection went: the groups stay.</summary>
    public async Task GoOfflineAsync(InMemorySession session)
    {
        foreach (var group in Groups(session.Account).Where(group => group.State == GroupState.Joined))
        {
            if (Rooms.Leave(group.Room.Jid, session.Account, comesBack: true) is { } gone)
            {
                TellGone(group.Room.Jid, gone, null);
            }

            await KeepAsync(session, group with { State = GroupState.Left }).ConfigureAwait(false);
        }
    }

    /// <summary>The room made the account leave.</summary>
    public async Task LoseAsync(InMemorySession session, Jid room, string reason, string? text = null, Jid? alternate = null)
    {
        if (Rooms.Leave(room, session.Account) is { } gone)
        {
            TellGone(room, gone, reason);
        }

        var group = Get(session.Account, room);
        await NoteAsync(session, room, KindOf(reason), text).ConfigureAwait(false);
        var refused = group.Room with { Refusal = reason, RefusalText = text, Alternate = alternate };
        await KeepAsync(session, new(refused, GroupState.Refused) { Reason = reason }).ConfigureAwait(false);
    }

    /// <summary>Keeps what happened in a private group for all who are there.</summary>
    public async Task NoteAllAsync(Jid room, ConversationNoteKind kind, Jid? who, Func<ConversationNote, ConversationNote> describe)
    {
        var readers = Rooms.With(room, known => known.IsPublic ? [] : known.Occupants.Select(occupant => occupant.Session).ToArray());
        foreach (var reader in readers)
        {
            await reader.NoteAsync(room, kind, note => describe(note with { Who = who })).ConfigureAwait(false);
        }
    }

    /// <summary>The room's name, subject or picture has changed, or our own name in it.</summary>
    public Task LearnAsync(InMemorySession session, Jid room, string? nick = null)
    {
        var group = Get(session.Account, room);
        return KeepAsync(session, group with { Room = Describe(room, nick ?? group.Room.Nick, group.Room.Password) });
    }

    /// <summary>Ourselves, those in the room by name, then the others by address.</summary>
    public IReadOnlyList<GroupMember> Members(InMemorySession session, Jid room) =>
        Rooms.With(
            room,
            known =>
            {
                var present = known
                    .Occupants.Select(occupant => known.Describe(occupant, session.Account))
                    .OrderBy(member => !member.IsSelf)
                    .ThenBy(member => member.Nick, StringComparer.Ordinal);
                var absent = known
                    .Affiliations.Where(entry => entry.Value != GroupAffiliation.None && known.Find(entry.Key) is null)
                    .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
                    .Select(entry => new GroupMember { Address = entry.Key, Affiliation = entry.Value });
                return (IReadOnlyList<GroupMember>)
                    [.. present.Concat(absent).Select(member => known.IsPublic ? member : WithKeys(session, room, member))];
            }
        );

    /// <summary>How a message to a group is protected.</summary>
    /// <exception cref="ChatSecureException">It can't be as is wanted.</exception>
    public EncryptionKind Choose(InMemorySession session, Group group, EncryptionChoice choice)
    {
        if (group.State == GroupState.Refused || (session.IsOnline && group.State != GroupState.Joined))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The account is not in that group; join it first.")
            {
                Condition = "not-joined",
            };
        }

        if (choice == EncryptionChoice.None)
        {
            return EncryptionKind.None;
        }

        if (choice == EncryptionChoice.Otr)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "In groups there is no OTR.") { Condition = "no-otr" };
        }

        if (!group.IsPrivate)
        {
            throw Refusals.NotEncrypted("not-private");
        }

        var missing = Members(session, group.Room.Jid)
            .Where(member =>
                member
                    is {
                        IsSelf: false,
                        IsLeftOut: false,
                        Address: not null,
                        Affiliation: not GroupAffiliation.Outcast,
                        Keys: not GroupMemberKeys.Usable
                    }
            )
            .Select(member => member.Address!.Value)
            .ToList();
        return missing.Count > 0 ? throw new MissingKeysException(missing)
            : choice == EncryptionChoice.Omemo ? EncryptionKind.Omemo
            : EncryptionKind.Omemo2;
    }

    private static ConversationNoteKind KindOf(string reason) =>
        reason switch
        {
            "destroyed" => ConversationNoteKind.GroupDestroyed,
            "banned" => ConversationNoteKind.MemberBanned,
            "kicked" => ConversationNoteKind.MemberKicked,
            _ => ConversationNoteKind.MemberRemoved,
        };

    private static Task NoteAsync(InMemorySession session, Jid room, ConversationNoteKind kind, string? text = null) =>
        session.NoteAsync(
            room,
            kind,
            note => note with { Who = kind == ConversationNoteKind.GroupDestroyed ? null : session.Account, Text = text }
        );

    private GroupMember WithKeys(InMemorySession session, Jid room, GroupMember member) =>
        member is { IsSelf: false, Address: { } address, Affiliation: not GroupAffiliation.Outcast }
            ? member with
            {
                Keys = KeysOf(session.Devices(address)),
                IsLeftOut = _leftOut.GetValueOrDefault((session.Account, room, address)),
            }
            : member;

    private static GroupMemberKeys KeysOf(IReadOnlyList<DeviceInfo> devices) =>
        devices.Count == 0 ? GroupMemberKeys.None
        : devices.Any(device => device.Trust is TrustLevel.Trusted or TrustLevel.Verified) ? GroupMemberKeys.Usable
        : devices.Any(device => device.Trust == TrustLevel.Undecided) ? GroupMemberKeys.Undecided
        : GroupMemberKeys.Distrusted;

    private void TellGone(Jid room, NetworkOccupant gone, string? reason) =>
        Rooms.Tell(
            room,
            (there, reader) => there.Describe(gone, reader) with { Role = GroupRole.None, Availability = Contacts.Availability.Offline },
            reason
        );

    private string? PasswordOf(Jid room) => Rooms.Has(room) ? Rooms.With(room, known => known.Password) : null;

    private RoomInfo Describe(Jid room, string? nick, string? password) =>
        Rooms.With(
            room,
            known => new RoomInfo
            {
                Jid = room,
                Name = known.Name,
                Subject = known.Subject,
                AvatarId = known.Avatar?.Id,
                Nick = nick,
                Password = password,
                IsAutoJoined = true,
                IsMembersOnly = !known.IsPublic,
                IsNonAnonymous = !known.IsPublic,
            }
        );

    private async Task KeepAsync(InMemorySession session, Group group)
    {
        _groups[(session.Account, group.Room.Jid)] = group;
        await client.Store.Rooms.SaveAsync(session.Account, group.Room).ConfigureAwait(false);
        session.Tell(new GroupChanged(session.Account, Seen(session.Account, group)));
    }

    private Group Seen(Jid account, Group group) =>
        group with
        {
            MayModerate =
                group.State == GroupState.Joined
                && Rooms.Has(group.Room.Jid)
                && Rooms.With(group.Room.Jid, known => known.Find(account)?.Role == GroupRole.Moderator),
        };
}
