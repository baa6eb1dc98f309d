// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Groups;

/// <summary>A group, ready to show.</summary>
public sealed record GroupRow
{
    /// <summary>The room's bare address, by which the row is known.</summary>
    public required Jid Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its picture; null for none.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>What it is about; null if nobody said.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether we are in it.</summary>
    public GroupState State { get; init; }

    /// <summary>Of which sort it is, or why we are not in it, in words.</summary>
    public required string StateText { get; init; }

    /// <summary>Whether what is written there can be encrypted.</summary>
    public bool CanEncrypt { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the group.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GroupRow);
}
