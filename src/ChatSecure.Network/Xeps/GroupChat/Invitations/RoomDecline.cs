// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat.Invitations;

/// <summary>Somebody declined an invitation to a room that we are in (XEP-0045, section 7.8.2). The room says so.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Invitee">Who declined.</param>
/// <param name="Reason">Why, at most 1024 characters; null if not said.</param>
public sealed record RoomDecline(Jid Room, Jid Invitee, string? Reason)
{
    /// <summary>Shows nothing: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomDecline);
}
