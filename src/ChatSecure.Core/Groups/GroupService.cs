// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Stores;

namespace ChatSecure.Core.Groups;

/// <summary>Groups of all accounts.</summary>
internal sealed partial class GroupService(SessionTable sessions, IChatStore store) : IGroups
{
    private const int RandomBytes = 10;

    public async Task<IReadOnlyList<Group>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false)).Groups.Groups;

    public async Task<Group?> FindAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false)).Groups.Find(room.Bare)?.Group;

    public async Task<IReadOnlyList<OpenGroup>> BrowseAsync(
        Jid account,
        string? service = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        return service is null ? await session.Groups.Services.BrowseAsync(null, cancellationToken).ConfigureAwait(false)
            : Jid.TryParse(service.Trim(), out var domain) && domain is { IsBare: true, Local: null }
                ? await session.Groups.Services.BrowseAsync(domain, cancellationToken).ConfigureAwait(false)
            : throw new ChatSecureException(ErrorKind.InvalidInput, "A room service has a domain.");
    }

    public async Task<Group> CreateAsync(Jid account, NewGroup group, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        var room = group.Room is { } named
            ? await CheckedAsync(session, named, cancellationToken).ConfigureAwait(false)
            : await InventAsync(session, cancellationToken).ConfigureAwait(false);
        var nick = group.Nick ?? session.Groups.UsualNick;
        Demand(room, nick);
        if (session.Modules.Rooms.Find(room) is not null)
        {
            throw Exists();
        }

        var settings = new RoomSettings
        {
            Name = group.Name,
            Password = group.Password,
            IsPersistent = true,
            IsHidden = !group.IsPublic,
            IsMembersOnly = !group.IsPublic,
            IsNonAnonymous = group.IsPublic ? null : true,
        };
        var created = await session.Modules.RoomAdmin.CreateAsync(room, nick, settings, cancellationToken).ConfigureAwait(false);
        if (created.Room is not { } entered)
        {
            throw created.Admission == RoomAdmission.Exists
                ? Exists()
                : new ChatSecureException(ErrorKind.Protocol, "The server does not let this account create the room.")
                {
                    Condition = GroupWords.Of(created.Admission),
                };
        }

        var info = new RoomInfo
        {
            Jid = room,
            Name = group.Name,
            Nick = entered.Nickname,
            Password = group.Password,
            IsAutoJoined = true,
        };
        var keeper = await session.Groups.AdoptAsync(info, cancellationToken).ConfigureAwait(false);
        foreach (var member in group.Members)
        {
            await InviteAsync(session, room, member, null, cancellationToken).ConfigureAwait(false);
        }

        return keeper.Group;
    }

    public async Task<Group> JoinAsync(
        Jid account,
        Jid room,
        string? nick = null,
        string? password = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        Demand(room, nick ?? session.Groups.UsualNick);
        var keeper = await session
            .Groups.JoinAsync(room.Bare, nick, password ?? session.Invitations.PasswordFor(room.Bare), cancellationToken)
            .ConfigureAwait(false);
        return keeper.Group;
    }

    public async Task LeaveAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Groups.LeaveAsync(room.Bare, isDestroyed: false, cancellationToken)
            .ConfigureAwait(false);

    public async Task DestroyAsync(
        Jid account,
        Jid room,
        string? reason = null,
        Jid? alternate = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        await session.Modules.RoomAdmin.DestroyAsync(room, reason, alternate, cancellationToken).ConfigureAwait(false);
        await session.Groups.LeaveAsync(room.Bare, isDestroyed: true, cancellationToken).ConfigureAwait(false);
    }

    public async Task InviteAsync(Jid account, Jid room, Jid invitee, string? reason = null, CancellationToken cancellationToken = default)
    {
        var session = await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        await InviteAsync(session, room.Bare, invitee.Bare, reason, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<GroupInvitation>> InvitationsAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .Invitations.ListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task DeclineAsync(Jid account, Jid room, string? reason = null, CancellationToken cancellationToken = default) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Invitations.DeclineAsync(room.Bare, reason, cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<GroupMember>> MembersAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        await (await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false))
            .Members.ListAsync(room.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task SetAffiliationAsync(
        Jid account,
        Jid room,
        Jid member,
        GroupAffiliation affiliation,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) =>
        await (await KnownAsync(account, room, cancellationToken).ConfigureAwait(false))
            .Modules.RoomAdmin.SetAffiliationAsync(room, member, GroupWords.Of(affiliation), reason, cancellationToken)
            .ConfigureAwait(false);

    public async Task SetRoleAsync(
        Jid account,
        Jid room,
        string nick,
        GroupRole role,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) =>
        await (await KnownAsync(account, room, cancellationToken).ConfigureAwait(false))
            .Modules.RoomAdmin.SetRoleAsync(room, nick, GroupWords.Of(role), reason, cancellationToken)
            .ConfigureAwait(false);

    public async Task SetSubjectAsync(Jid account, Jid room, string subject, CancellationToken cancellationToken = default) =>
        await (await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false))
            .Modules.Rooms.SetSubjectAsync(room.Bare, subject, cancellationToken)
            .ConfigureAwait(false);

    public async Task RenameAsync(Jid account, Jid room, string name, CancellationToken cancellationToken = default)
    {
        var admin = (await KnownAsync(account, room, cancellationToken).ConfigureAwait(false)).Modules.RoomAdmin;
        var form = await admin.GetConfigurationAsync(room, cancellationToken).ConfigureAwait(false);
        await admin.ConfigureAsync(room, new RoomSettings { Name = name }.Apply(form), cancellationToken).ConfigureAwait(false);
    }

    public async Task ModerateAsync(
        Jid account,
        Jid room,
        MessageId message,
        string? reason = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var conversation = new ConversationId(account, room.Bare);
        var found =
            await store.Messages.FindAsync(conversation, MessageDirection.Incoming, message, cancellationToken).ConfigureAwait(false)
            ?? await store.Messages.FindAsync(conversation, MessageDirection.Outgoing, message, cancellationToken).ConfigureAwait(false);
        if (found is null || RoomIds.InRoom(found) is not { } name)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message, or the room has given it no id.");
        }

        await session.Modules.RoomAdmin.ModerateByIdAsync(room, name, reason, cancellationToken).ConfigureAwait(false);
    }

    public async Task LeaveOutAsync(Jid account, Jid room, Jid member, bool isLeftOut = true, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        session.Groups.Get(room.Bare);
        await session.Audience.LeaveOutAsync(room.Bare, member.Bare, isLeftOut, cancellationToken).ConfigureAwait(false);
    }

    private static async Task InviteAsync(
        AccountSession session,
        Jid room,
        Jid invitee,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var info = session.Groups.Get(room).Info;
        if (info.IsMembersOnly)
        {
            await MakeMemberAsync(session, room, invitee, cancellationToken).ConfigureAwait(false);
        }

        await session.Invitations.InviteAsync(room, invitee, reason, info.Password, cancellationToken).ConfigureAwait(false);
    }

    // An admin or owner is one already, and must not be made less.
    private static async Task MakeMemberAsync(AccountSession session, Jid room, Jid invitee, CancellationToken cancellationToken)
    {
        var members = await session.Members.ListAsync(room, cancellationToken).ConfigureAwait(false);
        if (members.Any(member => member.Address == invitee && member.Affiliation >= GroupAffiliation.Member))
        {
            return;
        }

        await session
            .Modules.RoomAdmin.SetAffiliationAsync(room, invitee, RoomAffiliation.Member, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<Jid> CheckedAsync(AccountSession session, Jid room, CancellationToken cancellationToken) =>
        await session.Groups.Services.IsServiceAsync(room, cancellationToken).ConfigureAwait(false)
            ? room
            : throw new ChatSecureException(ErrorKind.InvalidInput, "That server has no rooms.");

    private static async Task<Jid> InventAsync(AccountSession session, CancellationToken cancellationToken)
    {
        var service = await session.Groups.Services.FindOwnAsync(cancellationToken).ConfigureAwait(false);
        return Jid.Parse($"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}@{service.Domain}");
    }

    private static void Demand(Jid room, string nick)
    {
        if (room is not { IsBare: true, Local: not null })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A room's address has the form name@domain.");
        }

        try
        {
            _ = room.WithResource(nick);
        }
        catch (FormatException error)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "That can't be a name in a room.", error);
        }
    }

    private static ChatSecureException Exists() =>
        new(ErrorKind.Protocol, "There is a room at that address already.") { Condition = "conflict" };

    private async Task<AccountSession> KnownAsync(Jid account, Jid room, CancellationToken cancellationToken)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        session.Groups.Get(room.Bare);
        return session;
    }

    private async Task<AccountSession> JoinedAsync(Jid account, Jid room, CancellationToken cancellationToken)
    {
        var session = await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var keeper = session.Groups.Get(room.Bare);
        if (keeper.State == GroupState.Joining)
        {
            await keeper.Entered.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return session.Modules.Rooms.Find(room) is not null
            ? session
            : throw new ChatSecureException(ErrorKind.InvalidInput, "The account is not in that group; join it first.");
    }
}
