// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>A room told what picture it has (XEP-0153, as rooms do it).</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="AvatarId">The id of the picture in its vCard; null for none.</param>
public sealed record RoomAvatarAnnounced(Jid Room, string? AvatarId) : RoomEvent(Room);
