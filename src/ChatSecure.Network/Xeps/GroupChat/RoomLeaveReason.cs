// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Why somebody is no longer in a room.</summary>
public enum RoomLeaveReason
{
    /// <summary>Of one's own accord.</summary>
    Left,

    /// <summary>Kicked (status 307).</summary>
    Kicked,

    /// <summary>Banned (status 301).</summary>
    Banned,

    /// <summary>Lost the affiliation that let one in (status 321).</summary>
    AffiliationLost,

    /// <summary>The room is for members only now (status 322).</summary>
    MembersOnly,

    /// <summary>The service shuts down (status 332).</summary>
    Shutdown,

    /// <summary>Removed because of an error, such as a server that does not answer (status 333).</summary>
    Failed,

    /// <summary>The room was destroyed.</summary>
    Destroyed,

    /// <summary>Our connection was lost and its stream could not be resumed.</summary>
    Disconnected,

    /// <summary>The room had more occupants than <see cref="Room.MaxOccupants"/>, so we left.</summary>
    TooManyOccupants,
}
