// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Groups;

/// <summary>A member of a group, ready to show.</summary>
public sealed record GroupMemberRow
{
    /// <summary>What the row is known by.</summary>
    public required string Id { get; init; }

    /// <summary>What to call them: the name that we gave them, else the one that they have in the group.</summary>
    public required string Name { get; init; }

    /// <summary>Their name in the group; null while they are not in it.</summary>
    public string? Nick { get; init; }

    /// <summary>Their bare address; null if the group keeps it from us.</summary>
    public Jid? Address { get; init; }

    /// <summary>Their picture; null for none, and for who is no contact of ours.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>Whether that is this account.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Whether they are in the room now.</summary>
    public bool IsPresent { get; init; }

    /// <summary>How they stand to the group.</summary>
    public GroupAffiliation Affiliation { get; init; }

    /// <summary>What they may do now.</summary>
    public GroupRole Role { get; init; }

    /// <summary>Both in words.</summary>
    public required string RoleText { get; init; }

    /// <summary>What they show of their presence.</summary>
    public required string PresenceText { get; init; }

    /// <summary>That they can't read what is encrypted, in words; null if they can, or nothing is.</summary>
    public string? KeysText { get; init; }

    /// <summary>What we may do with them, the gravest last.</summary>
    public ValueList<GroupAction> Actions { get; init; } = [];

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the member.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GroupMemberRow);
}
