// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>That a moderator of a group took a message back (XEP-0425), as the room says.</summary>
public sealed record Moderation
{
    /// <summary>The moderator's name in the room; null if the room did not say. It says nothing about who that is: names change hands.</summary>
    public string? Nick { get; init; }

    /// <summary>The moderator's bare address; null if the room keeps it from us, or it is not known any more.</summary>
    public Jid? Address { get; init; }

    /// <summary>Why, at most 1024 characters; null if not said.</summary>
    public string? Reason { get; init; }

    /// <summary>Shows the type alone: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Moderation);
}
