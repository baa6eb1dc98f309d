// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A group as an account knows it: a room (XEP-0045), and how we stand to it now. Its conversation is that with the room's address.</summary>
/// <param name="Room">What is stored of the room.</param>
/// <param name="State">Whether we are in it.</param>
public sealed record Group(RoomInfo Room, GroupState State)
{
    /// <summary>Why we are not in it, as a stable word such as <c>banned</c>, <c>kicked</c>, <c>members-only</c>, <c>password-required</c>, <c>not-found</c>
    /// or <c>destroyed</c>; null unless <see cref="State"/> is <see cref="GroupState.Refused"/>. It survives a restart: what may pass (<c>full</c>,
    /// <c>not-found</c>, <c>nick-taken</c>, <c>refused</c>) is tried again with the next login, the rest only by a new join. <see cref="RoomInfo.RefusalText"/>
    /// and <see cref="RoomInfo.Alternate"/> say more.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether we may take messages of others back now (<see cref="Clients.IGroups.ModerateAsync"/>): we are one of its moderators, and the room can do that
    /// (XEP-0425). When that changes, <see cref="Clients.GroupChanged"/> or, for our role, <see cref="Clients.GroupMemberChanged"/> tells.</summary>
    public bool MayModerate { get; init; }

    /// <summary>Whether what is written there can be encrypted: only members may enter it, and everybody there sees everybody's address. As the room said
    /// last.</summary>
    public bool IsPrivate => Room is { IsMembersOnly: true, IsNonAnonymous: true };

    /// <summary>Shows the type alone: the room may have a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Group);
}
