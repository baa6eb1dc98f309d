// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>How a user stands to a room for good, over all visits (XEP-0045, section 5.2).</summary>
public enum RoomAffiliation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Banned.</summary>
    Outcast,

    /// <summary>May enter even if the room is for members only.</summary>
    Member,

    /// <summary>May ban, and make members and moderators.</summary>
    Admin,

    /// <summary>May configure and destroy the room.</summary>
    Owner,
}
