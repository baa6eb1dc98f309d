// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Groups;

/// <summary>The ids that rooms give messages (XEP-0359), as they are stored: with the room's address before them. They are the room's to choose: without its
/// address it could take those of messages elsewhere, which would then count as known.</summary>
internal static class RoomIds
{
    public static string Stored(Jid room, string id) => $"{room} {id}";

    /// <summary>The id by which a room knows a message; null if it has none.</summary>
    public static string? InRoom(ChatMessage message) => InRoom(message.Conversation.Peer, message.ArchiveId);

    /// <summary>The same of an id as it is stored.</summary>
    public static string? InRoom(Jid room, string? stored)
    {
        var prefix = Stored(room, string.Empty);
        return stored?.StartsWith(prefix, StringComparison.Ordinal) == true ? stored[prefix.Length..] : null;
    }
}
