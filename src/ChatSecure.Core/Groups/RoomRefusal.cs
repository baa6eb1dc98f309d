// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Groups;

/// <summary>Why we are not in a room, for a reason that does not end with the next attempt.</summary>
/// <param name="Reason">A stable word.</param>
/// <param name="Text">What was said about it; null if nothing.</param>
/// <param name="Alternate">Where to go instead; null if not said.</param>
/// <param name="By">Who made us leave, a bare address; null if not known.</param>
internal sealed record RoomRefusal(string Reason, string? Text = null, Jid? Alternate = null, Jid? By = null)
{
    public static RoomRefusal Of(RoomAdmission admission) => new(GroupWords.Of(admission));

    /// <returns>Null if the room is to be entered again.</returns>
    public static RoomRefusal? Of(RoomLeft left) =>
        left.Reason is RoomLeaveReason.Shutdown or RoomLeaveReason.Failed or RoomLeaveReason.Disconnected
            ? null
            : new(GroupWords.Of(left.Reason) ?? "left", left.Text, left.Alternate?.Bare, left.ActorAddress?.Bare);

    public RoomInfo NoteIn(RoomInfo room) => room with { Refusal = Reason, RefusalText = Text, Alternate = Alternate };
}
