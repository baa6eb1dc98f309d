// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Groups;

/// <summary>An invitation to a group, ready to show.</summary>
public sealed record GroupInvitationRow
{
    /// <summary>The room's bare address, by which the row is known.</summary>
    public required Jid Id { get; init; }

    /// <summary>Who invites, by name.</summary>
    public required string Inviter { get; init; }

    /// <summary>What the group is called; null if that is not known.</summary>
    public string? Group { get; init; }

    /// <summary>Who invites to what, in words.</summary>
    public required string Text { get; init; }

    /// <summary>Why, in the inviter's words; null if not said.</summary>
    public string? Reason { get; init; }

    /// <summary>That whoever invites is no contact and may be anybody, in words; null for a contact.</summary>
    public string? WarningText { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the invitation.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GroupInvitationRow);
}
