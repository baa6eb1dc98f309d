// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What came of asking whether we are still in a room (XEP-0410, section 3.2).</summary>
public enum RoomCheck
{
    /// <summary>We are in the room.</summary>
    Joined,

    /// <summary>We are not, and should enter again.</summary>
    NotJoined,

    /// <summary>Nobody can say now: the room's server does not answer, or a nickname is being changed. To be asked again later.</summary>
    Unknown,
}
