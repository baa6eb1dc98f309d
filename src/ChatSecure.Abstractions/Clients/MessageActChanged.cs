// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>An edit, a retraction or a reaction of ours has come further, or failed: <see cref="MessageAct.State"/>.</summary>
/// <param name="Account">The account.</param>
/// <param name="Act">The act as it is now, without its text or emojis once it was sent. One that failed was undone here, which a <see cref="MessageChanged"/> tells;
/// <see cref="IConversations.RetryActAsync"/> does it once more.</param>
public sealed record MessageActChanged(Jid Account, MessageAct Act) : ChatEvent(Account);
