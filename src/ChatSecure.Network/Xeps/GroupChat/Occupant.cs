// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Somebody in a room, as the room shows it.</summary>
/// <param name="Nickname">The name in the room. It says nothing about who that is: another may have had it before, or one that looks alike.</param>
/// <param name="Role">What the occupant may do now.</param>
/// <param name="Affiliation">How the occupant stands to the room.</param>
/// <param name="Availability">What the occupant shows.</param>
/// <param name="OccupantId">The id that stays the same over visits and names (XEP-0421); null if the room does not announce to give such ids.</param>
/// <param name="RealAddress">The occupant's real address; null if the room keeps it from us.</param>
public sealed record Occupant(
    string Nickname,
    RoomRole Role,
    RoomAffiliation Affiliation,
    Availability Availability,
    string? OccupantId,
    Jid? RealAddress
)
{
    /// <summary>Shows nothing: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Occupant);
}
