// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.UIKit.Contacts;

/// <summary>A contact, or somebody who would like to be one, ready to be shown. Immutable; a change is a new row with the same <see cref="Id"/>.</summary>
public sealed record ContactRow
{
    /// <summary>The bare address, by which the row is known.</summary>
    public required Jid Id { get; init; }

    /// <summary>The name, else what the contact calls itself, else the address: safe to show, with the address where it could be taken for another name.</summary>
    public required string Name { get; init; }

    /// <summary>The contact's picture; null for none.</summary>
    public PictureRef? Picture { get; init; }

    /// <summary>What the contact shows of its presence.</summary>
    public Availability Availability { get; init; }

    /// <summary>The same in words; that it is blocked, or has not answered yet, in their place.</summary>
    public required string PresenceText { get; init; }

    /// <summary>Whether we block it.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Whether it would like to see our presence and waits for an answer.</summary>
    public bool IsRequest { get; init; }

    /// <summary>The row in one sentence, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the contact.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ContactRow);
}
