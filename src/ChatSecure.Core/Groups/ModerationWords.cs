// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Groups;

/// <summary>Who moderated a message, in the engine's words: the room tells an id or a name (XEP-0425), and who is in it the rest.</summary>
internal static class ModerationWords
{
    /// <param name="said">What the room said.</param>
    /// <param name="room">The room, if we are in it.</param>
    /// <param name="isNow">Whether it was said just now. Names change hands: who bears one now is not who bore it when an archive was written.</param>
    public static Moderation Of(RoomModeration said, Room? room, bool isNow)
    {
        var moderator =
            said.ModeratorId is { } id ? room?.Occupants.FirstOrDefault(occupant => occupant.OccupantId == id)
            : isNow && said.ModeratorNickname is { } nickname ? room?.Find(nickname)
            : null;
        return new()
        {
            Nick = said.ModeratorNickname ?? moderator?.Nickname,
            Address = moderator?.RealAddress?.Bare,
            Reason = said.Reason,
        };
    }
}
