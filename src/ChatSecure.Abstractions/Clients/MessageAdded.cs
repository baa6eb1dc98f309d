// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A message is new here: received, or sent from this or another device of ours. Told once for each message, after it was committed; one that
/// could not be decrypted has a <see cref="ChatMessage.DecryptFailure"/>.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message.</param>
public sealed record MessageAdded(Jid Account, ChatMessage Message) : ChatEvent(Account);
