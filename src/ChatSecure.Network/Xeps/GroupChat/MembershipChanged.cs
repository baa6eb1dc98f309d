// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>The room tells that somebody who is not there stands otherwise to it from now on, such as was made a member (XEP-0045, section 9.3). Of those who
/// are there <see cref="OccupantChanged"/> tells.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="User">Whom, a bare address.</param>
/// <param name="Affiliation">How they stand to it now.</param>
public sealed record MembershipChanged(Jid Room, Jid User, RoomAffiliation Affiliation) : RoomEvent(Room);
