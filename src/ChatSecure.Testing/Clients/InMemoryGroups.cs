// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryGroups(InMemoryChatClient client, InMemoryGroupBook book) : IGroups
{
    private InMemoryRooms Rooms => client.Network.Rooms;

    public async Task<IReadOnlyList<Group>> ListAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return book.Groups(account);
    }

    public async Task<Group?> FindAsync(Jid account, Jid room, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return book.Find(account, room);
    }

    public async Task<IReadOnlyList<OpenGroup>> BrowseAsync(
        Jid account,
        string? service = null,
        CancellationToken cancellationToken = default
    )
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        return Rooms.Open(service ?? Service(account));
    }

    public async Task<Group> CreateAsync(Jid account, NewGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var room = group.Room ?? Jid.Parse($"{Guid.NewGuid():N}@{Service(account)}");
        var nick = group.Nick ?? account.Local!;
        Demand(room, nick);
        Rooms.Add(new(room, group.IsPublic, group.Password, account) { Name = group.Name });
        var entered = await book.EnterAsync(session, room, nick, group.Password).ConfigureAwait(false);
        foreach (var member in group.Members)
        {
            await InviteAsync(account, room, member, null, cancellationToken).ConfigureAwait(false);
        }

        return entered;
    }

    public async Task<Group> JoinAsync(
        Jid account,
        Jid room,
        string? nick = null,
        string? password = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        Demand(room, nick ?? account.Local!);
        return await book.EnterAsync(session, room, nick, password).ConfigureAwait(false);
    }

    public async Task LeaveAsync(Jid account, Jid room, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        book.Get(account, room);
        await book.LeaveAsync(session, room).ConfigureAwait(false);
    }

    public async Task DestroyAsync(
        Jid account,
        Jid room,
        string? reason = null,
        Jid? alternate = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var others = Rooms.With(
            room,
            known =>
            {
                known.Demand(account, GroupAffiliation.Owner);
                return known.Occupants.Where(occupant => occupant.Session != session).ToArray();
            }
        );
        foreach (var other in others)
        {
            await other.Session.Groups.LoseAsync(other.Session, room, "destroyed", reason, alternate).ConfigureAwait(false);
        }

        await book.LeaveAsync(session, room, isDestroyed: true).ConfigureAwait(false);
        Rooms.Remove(room);
    }

    public async Task InviteAsync(Jid account, Jid room, Jid invitee, string? reason = null, CancellationToken cancellationToken = default)
    {
        await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        var isNew = Rooms.With(
            room,
            known =>
            {
                if (known.IsPublic || known.Standing(invitee) >= GroupAffiliation.Member)
                {
                    return false;
                }

                known.Demand(account, GroupAffiliation.Admin);
                known.Affiliations[invitee.Bare] = GroupAffiliation.Member;
                return true;
            }
        );
        if (isNew)
        {
            await book.NoteAllAsync(room, ConversationNoteKind.MemberJoined, invitee.Bare, note => note).ConfigureAwait(false);
        }

        await client.Network.DeliverAsync(new InvitationParcel(account, invitee.Bare, room, reason)).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<GroupInvitation>> InvitationsAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return book.Invitations(account);
    }

    public async Task DeclineAsync(Jid account, Jid room, string? reason = null, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (!book.Decline(account, room))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "Nobody has invited this account to that room.");
        }
    }

    public async Task<IReadOnlyList<GroupMember>> MembersAsync(Jid account, Jid room, CancellationToken cancellationToken = default)
    {
        var session = await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        return book.Members(session, room);
    }

    public async Task SetAffiliationAsync(
        Jid account,
        Jid room,
        Jid member,
        GroupAffiliation affiliation,
        string? reason = null,
        CancellationToken cancellationToken = default
    )
    {
        await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var who = member.Bare;
        var (occupant, isOut, former) = Rooms.With(
            room,
            known =>
            {
                var former = known.Standing(who);
                var highest = affiliation > former ? affiliation : former;
                known.Demand(account, highest >= GroupAffiliation.Admin ? GroupAffiliation.Owner : GroupAffiliation.Admin);
                known.Affiliations[who] = affiliation;
                return (
                    known.Find(who),
                    affiliation == GroupAffiliation.Outcast || (affiliation == GroupAffiliation.None && !known.IsPublic),
                    former
                );
            }
        );
        if (occupant is not null && isOut)
        {
            var why = affiliation == GroupAffiliation.Outcast ? "banned" : "affiliation-lost";
            await occupant.Session.Groups.LoseAsync(occupant.Session, room, why).ConfigureAwait(false);
        }
        else if (occupant is not null)
        {
            Rooms.Tell(room, (known, reader) => known.Describe(occupant, reader));
        }

        if (KindOf(former, affiliation) is { } kind)
        {
            await book.NoteAllAsync(
                    room,
                    kind,
                    who,
                    note =>
                        note with
                        {
                            By = account,
                            Text = reason,
                            Affiliation = kind == ConversationNoteKind.AffiliationChanged ? affiliation : null,
                        }
                )
                .ConfigureAwait(false);
        }
    }

    public async Task SetRoleAsync(
        Jid account,
        Jid room,
        string nick,
        GroupRole role,
        string? reason = null,
        CancellationToken cancellationToken = default
    )
    {
        await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var occupant = Rooms.With(
            room,
            known =>
            {
                known.Demand(account, GroupAffiliation.None, GroupRole.Moderator);
                var at = known.Occupants.FindIndex(there => there.Nick == nick);
                return at < 0
                    ? throw new ChatSecureException(ErrorKind.Protocol, "Nobody in the room is called so.") { Condition = "item-not-found" }
                    : known.Occupants[at] = known.Occupants[at] with { Role = role };
            }
        );
        if (role == GroupRole.None)
        {
            await occupant.Session.Groups.LoseAsync(occupant.Session, room, "kicked").ConfigureAwait(false);
            await book.NoteAllAsync(
                    room,
                    ConversationNoteKind.MemberKicked,
                    occupant.Session.Account,
                    note => note with { By = account, Text = reason }
                )
                .ConfigureAwait(false);
        }
        else
        {
            Rooms.Tell(room, (known, reader) => known.Describe(occupant, reader));
        }
    }

    public async Task SetSubjectAsync(Jid account, Jid room, string subject, CancellationToken cancellationToken = default)
    {
        await ChangeAsync(
                account,
                room,
                known =>
                {
                    known.Demand(account, GroupAffiliation.None, GroupRole.Moderator);
                    known.Subject = subject.Length == 0 ? null : subject;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        await book.NoteAllAsync(room, ConversationNoteKind.SubjectChanged, null, note => note with { By = account, Text = subject })
            .ConfigureAwait(false);
    }

    public async Task RenameAsync(Jid account, Jid room, string name, CancellationToken cancellationToken = default)
    {
        await ChangeAsync(
                account,
                room,
                known =>
                {
                    known.Demand(account, GroupAffiliation.Owner);
                    known.Name = name;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        await book.NoteAllAsync(room, ConversationNoteKind.Renamed, null, note => note with { Text = name }).ConfigureAwait(false);
    }

    public async Task<Group> SetNickAsync(Jid account, Jid room, string nick, CancellationToken cancellationToken = default)
    {
        var session = await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        Rooms.With(
            room,
            known =>
            {
                if (known.Occupants.Any(other => other.Nick == nick && other.Session != session))
                {
                    throw new ChatSecureException(ErrorKind.Protocol, "The room does not give us that name.") { Condition = "nick-taken" };
                }

                var at = known.Occupants.FindIndex(occupant => occupant.Session == session);
                known.Occupants[at] = known.Occupants[at] with { Nick = nick };
            }
        );
        await book.LearnAsync(session, room, nick).ConfigureAwait(false);
        return book.Get(account, room);
    }

    public async Task<ContactAvatar?> AvatarAsync(Jid account, Jid room, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return Rooms.Has(room) ? Rooms.With(room, known => known.Avatar) : null;
    }

    public Task SetAvatarAsync(Jid account, Jid room, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            room,
            known =>
            {
                known.Demand(account, GroupAffiliation.Owner);
                known.Avatar = image is { } bytes ? new(Convert.ToHexStringLower(SHA1.HashData(bytes.Span)), "image/png", bytes) : null;
            },
            cancellationToken
        );

    public async Task ModerateAsync(
        Jid account,
        Jid room,
        MessageId message,
        string? reason = null,
        CancellationToken cancellationToken = default
    )
    {
        await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        var conversation = new ConversationId(account, room);
        if (
            await client.Store.Messages.FindAsync(conversation, MessageDirection.Incoming, message, cancellationToken).ConfigureAwait(false)
                is null
            && await client
                .Store.Messages.FindAsync(conversation, MessageDirection.Outgoing, message, cancellationToken)
                .ConfigureAwait(false)
                is null
        )
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such message.");
        }

        var moderation = Rooms.With(
            room,
            known =>
            {
                known.Demand(account, GroupAffiliation.None, GroupRole.Moderator);
                return new Moderation
                {
                    Nick = known.Find(account)!.Nick,
                    Address = known.IsPublic ? null : account,
                    Reason = reason,
                };
            }
        );
        var parcel = new ModerationParcel(account, room, message, moderation);
        await Rooms.DeliverAsync(room, parcel).ConfigureAwait(false);
        await client.GetOrAddSession(account).ReceiveAsync(parcel with { From = room, To = account }).ConfigureAwait(false);
    }

    public async Task LeaveOutAsync(Jid account, Jid room, Jid member, bool isLeftOut = true, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        book.Get(account, room);
        book.LeaveOut(account, room, member.Bare, isLeftOut);
    }

    private static ConversationNoteKind? KindOf(GroupAffiliation former, GroupAffiliation now) =>
        (former >= GroupAffiliation.Member, now >= GroupAffiliation.Member) switch
        {
            (false, true) => ConversationNoteKind.MemberJoined,
            (true, false) => now == GroupAffiliation.Outcast ? ConversationNoteKind.MemberBanned : ConversationNoteKind.MemberRemoved,
            (true, true) when former != now => ConversationNoteKind.AffiliationChanged,
            _ => null,
        };

    private static string Service(Jid account) => $"rooms.{account.Domain}";

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

    private async Task ChangeAsync(Jid account, Jid room, Action<NetworkRoom> change, CancellationToken cancellationToken)
    {
        await JoinedAsync(account, room, cancellationToken).ConfigureAwait(false);
        var sessions = Rooms.With(
            room,
            known =>
            {
                change(known);
                return known.Occupants.Select(occupant => occupant.Session).ToArray();
            }
        );
        foreach (var session in sessions)
        {
            await session.Groups.LearnAsync(session, room).ConfigureAwait(false);
        }
    }

    private async Task<InMemorySession> KnownAsync(Jid account, Jid room, CancellationToken cancellationToken)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        book.Get(account, room);
        return session;
    }

    private async Task<InMemorySession> JoinedAsync(Jid account, Jid room, CancellationToken cancellationToken)
    {
        var session = await KnownAsync(account, room, cancellationToken).ConfigureAwait(false);
        return book.Get(account, room).State == GroupState.Joined
            ? session
            : throw new ChatSecureException(ErrorKind.InvalidInput, "The account is not in that group; join it first.");
    }
}
