// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Otr;

/// <summary>The peer wants to use the extra symmetric key for something.</summary>
/// <param name="Peer">The address of the client that wants to.</param>
/// <param name="Use">What for: a number that both apps know.</param>
/// <param name="Data">More about the use.</param>
/// <param name="Key">The key, 32 bytes. Zero it when it has served.</param>
public sealed record OtrExtraKeyOffered(Jid Peer, uint Use, ReadOnlyMemory<byte> Data, byte[] Key) : OtrEvent(Peer);
