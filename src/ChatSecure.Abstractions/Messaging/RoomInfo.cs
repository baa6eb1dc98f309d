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

    /// <summary>Why it does not let us in or made us leave, as a stable word (see <see cref="Group.Reason"/>); null if it does let us in, as far as we know.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was said about that, for people to read, at most 1024 characters; null if nothing.</summary>
    public string? RefusalText { get; init; }

    /// <summary>Of a room that was destroyed, the one to go to instead, as its owner said; null if not said. It is not entered unasked.</summary>
    public Jid? Alternate { get; init; }

    /// <summary>The id of its picture (the SHA-1 of its bytes, hexadecimal) as it is kept here; null for none.</summary>
    public string? AvatarId { get; init; }

    /// <summary>Shows the type alone: the room may have a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomInfo);
}
