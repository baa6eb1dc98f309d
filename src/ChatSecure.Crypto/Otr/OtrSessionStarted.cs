// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>An encrypted conversation began, or was renewed.</summary>
/// <param name="Peer">The address of the client that it is with.</param>
/// <param name="Fingerprint">The peer's key.</param>
/// <param name="Trust">How far it is trusted. Nothing is sent to a key that is not, but secrets can be compared.</param>
/// <param name="IsNewKey">Whether the key has never been seen before.</param>
/// <param name="IsRenewal">Whether it takes the place of a conversation under the same key.</param>
public sealed record OtrSessionStarted(Jid Peer, Fingerprint Fingerprint, TrustLevel Trust, bool IsNewKey, bool IsRenewal) : OtrEvent(Peer);
