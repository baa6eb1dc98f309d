// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>We are no longer in a room. Not told of a room that we left by <see cref="GroupChatModule.LeaveAsync"/>.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Reason">Why.</param>
public sealed record RoomLeft(Jid Room, RoomLeaveReason Reason) : RoomEvent(Room)
{
    /// <summary>Who made us leave, by nickname; null if not said.</summary>
    public string? Actor { get; init; }

    /// <summary>The actor's real address; null if not said, or the room keeps it from us.</summary>
    public Jid? ActorAddress { get; init; }

    /// <summary>The reason that was given, at most 1024 characters; null if none.</summary>
    public string? Text { get; init; }

    /// <summary>The room to go to instead of one that was destroyed, as its owner says; null if not said. Not to be entered unasked.</summary>
    public Jid? Alternate { get; init; }
}
