// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>The public keys with which others start a session with a device (XEP-0384 bundle), as on the wire and unverified.</summary>
/// <param name="IdentityKey">The identity key (legacy: 33 bytes with the type byte 5; omemo:2: Ed25519, 32 bytes).</param>
/// <param name="SignedPreKeyId">The number of the signed prekey.</param>
/// <param name="SignedPreKey">The signed prekey.</param>
/// <param name="SignedPreKeySignature">Its signature by the identity key, 64 bytes.</param>
/// <param name="PreKeys">The one-time keys.</param>
public sealed record OmemoBundle(
    ReadOnlyMemory<byte> IdentityKey,
    uint SignedPreKeyId,
    ReadOnlyMemory<byte> SignedPreKey,
    ReadOnlyMemory<byte> SignedPreKeySignature,
    IReadOnlyList<OmemoPreKey> PreKeys
);
