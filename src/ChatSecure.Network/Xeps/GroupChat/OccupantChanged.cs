// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>An occupant of a room came, went or changed. Of who is there when we enter nothing is told.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Change">What changed.</param>
/// <param name="Occupant">The occupant as it is now; for one that left, as it was last.</param>
public sealed record OccupantChanged(Jid Room, OccupantChange Change, Occupant Occupant) : RoomEvent(Room)
{
    /// <summary>The nickname before, if it changed; otherwise null.</summary>
    public string? FormerNickname { get; init; }

    /// <summary>How the occupant stood to the room before; null unless it was there and is there still.</summary>
    public RoomAffiliation? FormerAffiliation { get; init; }

    /// <summary>Why the occupant left; <see cref="RoomLeaveReason.Left"/> if it did so by itself or did not leave.</summary>
    public RoomLeaveReason Reason { get; init; }

    /// <summary>Who made the occupant leave or changed its role, by nickname; null if not said.</summary>
    public string? Actor { get; init; }

    /// <summary>The reason that was given, at most 1024 characters; null if none.</summary>
    public string? Text { get; init; }
}
