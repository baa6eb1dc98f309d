// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>A key exchange message taken apart, nothing of it verified.</summary>
/// <param name="PreKeyId">The one-time key it uses; null if it names none.</param>
/// <param name="SignedPreKeyId">The signed prekey it uses.</param>
/// <param name="Identity">The sender's identity key.</param>
/// <param name="Ephemeral">The sender's ephemeral key, a u coordinate of 32 bytes, which also names the session.</param>
/// <param name="Message">The ratchet message inside, as received.</param>
internal sealed record KeyExchange(
    uint? PreKeyId,
    uint SignedPreKeyId,
    IdentityKey Identity,
    ReadOnlyMemory<byte> Ephemeral,
    ReadOnlyMemory<byte> Message
);
