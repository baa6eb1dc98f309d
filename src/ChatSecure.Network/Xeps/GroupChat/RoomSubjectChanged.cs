// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>The subject of a room, told once after entering and whenever it is set.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Subject">The subject; empty for none.</param>
/// <param name="Nickname">Who set it, by nickname; null if not said.</param>
public sealed record RoomSubjectChanged(Jid Room, string Subject, string? Nickname) : RoomEvent(Room)
{
    /// <summary>Whether the room tells it because we have just entered, and not because it was set just now.</summary>
    public bool IsOfEntry { get; init; }
}
