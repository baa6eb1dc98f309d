// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Hooks;

/// <summary>What somebody else did to a message.</summary>
/// <param name="Message">The message as it is now: edited, taken back, with the reactions that it has.</param>
/// <param name="Kind">What was done.</param>
public sealed record IncomingActContext(ChatMessage Message, MessageActKind Kind)
{
    /// <summary>Who did it, when and how protected, with the new text or the emojis. Null for a message that a moderator of the group took back:
    /// <see cref="ChatMessage.Moderation"/> says who.</summary>
    public MessageAct? Act { get; init; }

    /// <summary>Shows nothing of the message.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(IncomingActContext);
}
