// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>A key exchange that both sides have signed.</summary>
/// <param name="Own">Our key pair, whose number is 1.</param>
/// <param name="Peer">The peer's public key.</param>
/// <param name="PeerKeyId">Its number.</param>
/// <param name="PeerIdentity">Who signed.</param>
/// <param name="SessionId">The session's id, 8 bytes.</param>
/// <param name="WeRevealed">Whether we sent the Reveal Signature message: then ours is the first half of the session's id.</param>
internal sealed record ExchangeResult(
    DhKeyPair Own,
    byte[] Peer,
    uint PeerKeyId,
    OtrPublicKey PeerIdentity,
    byte[] SessionId,
    bool WeRevealed
);
