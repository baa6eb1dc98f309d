// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Otr;

/// <summary>The peer ended the conversation. Unless there is one with another client of the peer, nothing can be sent until a person ends it on this side too,
/// or a new one begins.</summary>
/// <param name="Peer">The address of the client that ended it.</param>
public sealed record OtrSessionEnded(Jid Peer) : OtrEvent(Peer);
