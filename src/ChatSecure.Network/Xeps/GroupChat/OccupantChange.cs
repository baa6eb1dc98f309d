// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What changed about an occupant.</summary>
public enum OccupantChange
{
    /// <summary>Entered.</summary>
    Joined,

    /// <summary>Has another role, affiliation or availability, or shows another address.</summary>
    Updated,

    /// <summary>Has another nickname.</summary>
    Renamed,

    /// <summary>Left, or was made to.</summary>
    Left,
}
