// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>A room (XEP-0045) as an account knows it.</summary>
public sealed record RoomInfo
{
    /// <summary>The room's bare address.</summary>
    public required Jid Jid { get; init; }

    /// <summary>The name that it is shown by: the bookmark's, else the room's own.</summary>
    public string? Name { get; init; }

    /// <summary>Its subject.</summary>
    public string? Subject { get; init; }

    /// <summary>By which name we are in it.</summary>
    public string? Nick { get; init; }

    /// <summary>The password that it asks for.</summary>
    public string? Password { get; init; }

    /// <summary>Whether to enter it with every login (XEP-0402).</summary>
    public bool IsAutoJoined { get; init; }

    /// <summary>Whether only members may enter.</summary>
    public bool IsMembersOnly { get; init; }

    /// <summary>Whether everybody in it sees the others' addresses, without which nothing in it can be encrypted.</summary>
    public bool IsNonAnonymous { get; init; }

    /// <summary>Shows the type alone: the room may have a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomInfo);
}
