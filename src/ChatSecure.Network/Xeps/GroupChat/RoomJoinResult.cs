// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What came of the wish to enter a room.</summary>
/// <param name="Admission">The room's answer.</param>
/// <param name="Room">The room; null if we were not let in.</param>
/// <param name="Condition">The condition of RFC 6120 by which it refused; null if it did not.</param>
public sealed record RoomJoinResult(RoomAdmission Admission, Room? Room, string? Condition = null)
{
    /// <summary>Of a room that was destroyed (<c>gone</c>), the one to go to instead; null if not said. Not to be entered unasked.</summary>
    public Jid? Alternate { get; init; }
}
