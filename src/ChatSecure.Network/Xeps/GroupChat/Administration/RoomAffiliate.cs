// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat.Administration;

/// <summary>An entry of one of a room's lists (XEP-0045, section 9).</summary>
/// <param name="Address">The user's bare address, or a whole domain.</param>
/// <param name="Affiliation">How the user stands to the room.</param>
/// <param name="Nickname">The nickname that is reserved for the user; null if none is.</param>
/// <param name="Reason">The reason that was given, at most 1024 characters; null if none.</param>
public sealed record RoomAffiliate(Jid Address, RoomAffiliation Affiliation, string? Nickname = null, string? Reason = null)
{
    /// <summary>Shows nothing: it holds an address.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomAffiliate);
}
