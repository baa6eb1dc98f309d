// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo.Wire;

/// <summary>An encrypted message body, and the secret that each receiving device gets through its session.</summary>
internal readonly record struct SealedPayload(byte[] Iv, ReadOnlyMemory<byte>? Ciphertext, byte[] KeyMaterial);
