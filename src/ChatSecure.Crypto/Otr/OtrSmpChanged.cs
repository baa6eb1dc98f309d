// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>A comparison of secrets has come further.</summary>
/// <param name="Peer">The address of the client that it is with.</param>
/// <param name="Fingerprint">The peer's key.</param>
/// <param name="Progress">How far.</param>
/// <param name="Question">The peer's question, if it asked one. Its words are the peer's.</param>
/// <param name="Trust">How far the key is trusted now.</param>
public sealed record OtrSmpChanged(Jid Peer, Fingerprint Fingerprint, OtrSmpProgress Progress, string? Question, TrustLevel Trust)
    : OtrEvent(Peer);
