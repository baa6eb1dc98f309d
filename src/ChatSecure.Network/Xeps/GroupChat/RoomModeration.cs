// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>A message was retracted by a moderator (XEP-0425). The room itself says so.</summary>
/// <param name="MessageId">The id that the room gave the message: its archive id.</param>
/// <param name="ModeratorNickname">Who did it, by nickname; null if not said.</param>
/// <param name="ModeratorId">Who did it, by occupant id; null if not said.</param>
/// <param name="Reason">Why, at most 1024 characters; null if not said.</param>
public sealed record RoomModeration(string MessageId, string? ModeratorNickname, string? ModeratorId, string? Reason)
{
    /// <summary>The feature of rooms that offer it.</summary>
    public const string Feature = RoomPayload.ModerationNamespace;
}
