// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Messaging;

/// <summary>A conversation: one of our accounts and the bare address it talks with.</summary>
/// <param name="Account">Our account, a bare address.</param>
/// <param name="Peer">The contact or room, a bare address.</param>
public readonly record struct ConversationId(Jid Account, Jid Peer);
