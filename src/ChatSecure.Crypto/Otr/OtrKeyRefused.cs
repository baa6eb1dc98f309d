// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr;

/// <summary>A key exchange came to its end and was dropped: the peer's key is distrusted, or our own one, or one too many.</summary>
/// <param name="Peer">The address of the client that it was with.</param>
/// <param name="Fingerprint">The key.</param>
public sealed record OtrKeyRefused(Jid Peer, Fingerprint Fingerprint) : OtrEvent(Peer);
