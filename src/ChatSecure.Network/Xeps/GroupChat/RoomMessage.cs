// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What is known of a message that came through a room. Only what the room itself vouches for stands here.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Nickname">The name of who wrote it, then; null for the room itself.</param>
public sealed record RoomMessage(Jid Room, string? Nickname)
{
    /// <summary>The writer's id in this room (XEP-0421); null if the room does not announce to give such ids, or is the writer.</summary>
    public string? OccupantId { get; init; }

    /// <summary>The writer's real address; null if the room keeps it from us.</summary>
    public Jid? RealAddress { get; init; }

    /// <summary>Whether it is for us alone (XEP-0045, section 7.5).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether the room sent it as history after we entered.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Whether this device sent it on this connection and the room passed it on just now, to us too.</summary>
    public bool IsReflection { get; init; }

    /// <summary>The retraction of a message by a moderator that the room announces (XEP-0425); null if this is none.</summary>
    public RoomModeration? Moderation { get; init; }

    /// <summary>Who wrote it, for comparing: a correction, retraction or reaction counts only if its author equals that of the former message. By the occupant's
    /// id, or else the real address; null if neither is known, for nicknames change hands.</summary>
    public MessageAuthor? Author => Nickname is null ? null : MessageAuthor.OfRoom(Room, OccupantId, RealAddress);

    /// <summary>Shows nothing: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomMessage);
}
