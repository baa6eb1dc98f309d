// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>Groups: rooms (XEP-0045) that everybody may enter, and private ones for members. What is written in a group is a conversation with the room's
/// address: <see cref="IConversations.SendAsync"/> sends to it. In private groups it is encrypted to all members, or refused with the names of those without keys
/// (<see cref="MissingKeysException"/>); elsewhere nothing can be encrypted, and plain text has to be asked for by name. Groups are bookmarked on the server (XEP-0402) and entered with every login, on all devices of
/// the account. Safe for concurrent use.</summary>
/// <remarks>Listing works offline; nearly everything else needs the account online and throws <see cref="ChatSecureException"/> with
/// <see cref="ErrorKind.Disconnected"/> when it is not, with <see cref="ErrorKind.InvalidInput"/> for an account or room that we do not know, and with
/// <see cref="ErrorKind.Protocol"/> and the room's condition, such as <c>forbidden</c>, when the room refuses.</remarks>
public interface IGroups
{
    /// <summary>The groups that the account knows, those that were left included, ordered by address.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The groups.</returns>
    Task<IReadOnlyList<Group>> ListAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>One of the groups that the account knows: what tells a conversation with a room from one with a person.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">An address; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The group; null if the account knows none at that address.</returns>
    Task<Group?> FindAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>The groups that a server shows to everybody: open ones, as a rule.</summary>
    /// <param name="account">Whose; it must be online.</param>
    /// <param name="service">The domain of the room service to ask; null for that of the account's own server.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The groups, ordered by address; at most 1000.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: that server has no rooms; <see cref="ErrorKind.InvalidInput"/>: it can be no
    /// domain.</exception>
    Task<IReadOnlyList<OpenGroup>> BrowseAsync(Jid account, string? service = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a group, enters it, and invites its members. If it can't be configured as demanded, it is not created.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The group, entered.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: the server has no rooms, or none that can be configured so;
    /// <see cref="ErrorKind.InvalidInput"/>: the address or nickname can be none; <see cref="ErrorKind.Protocol"/> with the condition <c>conflict</c>: there is
    /// a room at that address.</exception>
    Task<Group> CreateAsync(Jid account, NewGroup group, CancellationToken cancellationToken = default);

    /// <summary>Enters a group, reads what was missed, and keeps it: accepts an invitation, too. Nothing happens if we are in it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="nick">Our name in it; null for the one that we had there, or the local part of the account's address. If it is taken, another is made of
    /// it.</param>
    /// <param name="password">Its password; null for the one that is stored or that came with the invitation.</param>
    /// <param name="cancellationToken">Gives up waiting; entering goes on.</param>
    /// <returns>The group, entered.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/> with the reason as its condition: it does not let us in, see
    /// <see cref="Group.Reason"/>; <see cref="ErrorKind.TimedOut"/>: it does not answer; <see cref="ErrorKind.InvalidInput"/>: the address or nickname can be
    /// none.</exception>
    Task<Group> JoinAsync(
        Jid account,
        Jid room,
        string? nick = null,
        string? password = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Leaves a group, on all devices. Its conversation stays.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when left.</returns>
    Task LeaveAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>Destroys a group for everybody, which its owners may.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="alternate">Another room that all are told to go to instead; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when destroyed.</returns>
    Task DestroyAsync(Jid account, Jid room, string? reason = null, Jid? alternate = null, CancellationToken cancellationToken = default);

    /// <summary>Invites somebody to a group that we are in; in a private one makes it a member first, which not everybody may.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="invitee">Whom.</param>
    /// <param name="reason">Why, for the invitee and the room to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the invitation is written.</returns>
    Task InviteAsync(Jid account, Jid room, Jid invitee, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>The invitations that wait for an answer, oldest first: at most one for each room, not many from strangers, and none older than 30 days. They survive a
    /// restart. Works offline.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The invitations.</returns>
    Task<IReadOnlyList<GroupInvitation>> InvitationsAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Declines an invitation. The inviter is told only of one that came through the room.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="reason">Why, for the inviter and the room to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written.</returns>
    Task DeclineAsync(Jid account, Jid room, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Who is in a group that we are in: the occupants of the room, and who is on those of its lists that it lets us read. In a private group it is
    /// found out who can be encrypted to.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The members: ourselves, then those in the room by their names, then the others by their addresses.</returns>
    Task<IReadOnlyList<GroupMember>> MembersAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>Sets how somebody stands to a group: makes members, admins and owners, and bans.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="member">Whom; the bare address counts.</param>
    /// <param name="affiliation">How they shall stand.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when set.</returns>
    Task SetAffiliationAsync(
        Jid account,
        Jid room,
        Jid member,
        GroupAffiliation affiliation,
        string? reason = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sets what somebody in the room may do: kicks, gives and takes the right to write, makes moderators.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="nick">Whom, by their name in the room.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when set.</returns>
    Task SetRoleAsync(
        Jid account,
        Jid room,
        string nick,
        GroupRole role,
        string? reason = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sets the subject of a group.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="subject">The subject; empty for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written; that it is set is told by <see cref="GroupChanged"/>.</returns>
    Task SetSubjectAsync(Jid account, Jid room, string subject, CancellationToken cancellationToken = default);

    /// <summary>Changes what a group is called, for everybody, which its owners may.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when set.</returns>
    Task RenameAsync(Jid account, Jid room, string name, CancellationToken cancellationToken = default);

    /// <summary>Takes another name in a group.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="nick">The name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The group, with the name that we have in it now.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/> with the reason as its condition, such as <c>nick-taken</c>;
    /// <see cref="ErrorKind.InvalidInput"/>: that can't be a name.</exception>
    Task<Group> SetNickAsync(Jid account, Jid room, string nick, CancellationToken cancellationToken = default);

    /// <summary>A group's picture as last seen. Works offline.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The picture; null for none.</returns>
    Task<ContactAvatar?> AvatarAsync(Jid account, Jid room, CancellationToken cancellationToken = default);

    /// <summary>Gives a group a picture (XEP-0486), which its owners may, on servers that keep pictures of rooms. Whoever runs the server can see it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="image">A PNG, JPEG, GIF or WebP of at most 512 KiB and 2048 pixels each way, best small and square; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the room has it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no such picture.</exception>
    Task SetAvatarAsync(Jid account, Jid room, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken = default);

    /// <summary>Has the room take a message back, whoever wrote it, for everybody (XEP-0425), which moderators may. Others may have read and kept it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the room has done it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such message, or the room has given it no id.</exception>
    Task ModerateAsync(Jid account, Jid room, MessageId message, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Decides that a member need not be able to read what is encrypted in a private group, such as one without keys, so that messages go out to the
    /// others; or takes that back. Nobody is told. Works offline.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="room">The room's bare address.</param>
    /// <param name="member">Whom, by their bare address.</param>
    /// <param name="isLeftOut">Whether they are left out from now on.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    Task LeaveOutAsync(Jid account, Jid room, Jid member, bool isLeftOut = true, CancellationToken cancellationToken = default);
}
