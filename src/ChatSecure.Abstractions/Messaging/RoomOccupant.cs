// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>Somebody in a room, or with a standing in it (XEP-0045).</summary>
/// <param name="Nick">Their name in the room; unique within it.</param>
/// <param name="Jid">Their bare address, if we may see it.</param>
/// <param name="OccupantId">The id by which the room knows them under whatever name (XEP-0421).</param>
/// <param name="Role">Their role in the room's own word, such as <c>moderator</c>; null while they are not in it.</param>
/// <param name="Affiliation">Their affiliation in the room's own word, such as <c>member</c>.</param>
public sealed record RoomOccupant(string Nick, Jid? Jid, string? OccupantId, string? Role, string? Affiliation);
