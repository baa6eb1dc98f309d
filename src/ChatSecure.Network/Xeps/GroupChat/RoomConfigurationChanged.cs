// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>A room was configured anew (XEP-0045, section 10.2). <see cref="Room.Details"/> follows a moment later; until then what it announced to give is not
/// believed.</summary>
/// <param name="Room">The room's bare address.</param>
public sealed record RoomConfigurationChanged(Jid Room) : RoomEvent(Room)
{
    /// <summary>Whether discussions are kept for others to read from now on (status 170) or no longer (171); null if that did not change.</summary>
    public bool? IsLogged { get; init; }

    /// <summary>Whether everybody sees everybody's real address from now on (status 172) or no longer (173); null if that did not change.</summary>
    public bool? IsNonAnonymous { get; init; }
}
