// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Something happened in a room that we are in, other than a message: <see cref="OccupantChanged"/>, <see cref="RoomSubjectChanged"/>,
/// <see cref="RoomConfigurationChanged"/>, <see cref="MembershipChanged"/>, <see cref="RoomAvatarAnnounced"/> or <see cref="RoomLeft"/>.</summary>
/// <param name="Room">The room's bare address.</param>
public abstract record RoomEvent(Jid Room)
{
    /// <summary>Shows nothing: it holds an address.</summary>
    /// <returns>The type's name.</returns>
    public sealed override string ToString() => GetType().Name;
}
