// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Network.Stanzas;

/// <summary>A message that has come in by any way, its origin checked and its wrapping (carbon, archive) taken off.</summary>
/// <param name="Stanza">The message itself.</param>
/// <param name="Source">By which way it came.</param>
/// <param name="Direction">Whether we wrote it (on another device) or the peer.</param>
/// <param name="Stamp">When it was sent, as the server that wrapped or delayed it says; null if it is fresh.</param>
/// <param name="ArchiveId">The id under which our own archive keeps it, where our server says so; for a message of a room, the room's archive.</param>
public sealed record IncomingMessage(
    MessageStanza Stanza,
    MessageSource Source,
    MessageDirection Direction,
    DateTimeOffset? Stamp,
    string? ArchiveId
)
{
    /// <summary>What is known of a message that came through a room that we are in, or from its archive; null for a message between two people.</summary>
    public RoomMessage? Room { get; init; }
}
