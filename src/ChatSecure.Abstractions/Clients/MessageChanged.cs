// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A stored message changed its state.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message as it is now.</param>
public sealed record MessageChanged(Jid Account, ChatMessage Message) : ChatEvent(Account);
