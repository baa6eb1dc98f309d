// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>A one-time public key of a bundle.</summary>
/// <param name="Id">Its number; legacy clients in the wild also use 0.</param>
/// <param name="PublicKey">The key as on the wire (legacy: 33 bytes with the type byte 5; omemo:2: 32 bytes).</param>
public sealed record OmemoPreKey(uint Id, ReadOnlyMemory<byte> PublicKey);
