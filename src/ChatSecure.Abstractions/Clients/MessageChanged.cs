// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A stored message changed: its state, or what somebody did to it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message as it is now.</param>
public sealed record MessageChanged(Jid Account, ChatMessage Message) : ChatEvent(Account)
{
    /// <summary>The edit, retraction or reaction that changed it, with its text or emojis: the peer's, or of this or another device of ours. Each is told once.
    /// Null for every other change.</summary>
    public MessageAct? Act { get; init; }
}
