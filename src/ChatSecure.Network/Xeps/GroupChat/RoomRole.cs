// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What an occupant may do during its visit to a room (XEP-0045, section 5.1).</summary>
public enum RoomRole
{
    /// <summary>Not in the room; setting it kicks the occupant.</summary>
    None,

    /// <summary>May listen.</summary>
    Visitor,

    /// <summary>May speak.</summary>
    Participant,

    /// <summary>May kick, and grant or take the voice.</summary>
    Moderator,
}
