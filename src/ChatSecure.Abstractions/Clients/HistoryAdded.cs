// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A message from before this device was there, which the server's archive (XEP-0313) still had, is in the conversation now. It is no news, and so no
/// <see cref="MessageAdded"/>: it counts as read, nobody is notified, and no receipt goes out. One that was not encrypted for this device has a
/// <see cref="ChatMessage.DecryptFailure"/>.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message.</param>
public sealed record HistoryAdded(Jid Account, ChatMessage Message) : ChatEvent(Account);
