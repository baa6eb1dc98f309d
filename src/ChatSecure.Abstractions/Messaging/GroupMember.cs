// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.Messaging;

/// <summary>Somebody in a group: in the room now, or on one of its lists.</summary>
public sealed record GroupMember
{
    /// <summary>Their name in the room; null while they are not in it and have none reserved. It says nothing about who that is: names change hands.</summary>
    public string? Nick { get; init; }

    /// <summary>Their bare address; null if the room keeps it from us.</summary>
    public Jid? Address { get; init; }

    /// <summary>The id by which the room knows them under whatever name (XEP-0421); null if it gives none or they are not in it.</summary>
    public string? OccupantId { get; init; }

    /// <summary>What they may do now; <see cref="GroupRole.None"/> while they are not in the room.</summary>
    public GroupRole Role { get; init; }

    /// <summary>How they stand to the group.</summary>
    public GroupAffiliation Affiliation { get; init; }

    /// <summary>What they show in the room; <see cref="Availability.Offline"/> while they are not in it.</summary>
    public Availability Availability { get; init; }

    /// <summary>Whether that is this account.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Whether what is written there can be encrypted to them.</summary>
    public GroupMemberKeys Keys { get; init; }

    /// <summary>Whether a person decided that they need not be able to read what is encrypted: <see cref="Clients.IGroups.LeaveOutAsync"/>.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Shows the type alone: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GroupMember);
}
