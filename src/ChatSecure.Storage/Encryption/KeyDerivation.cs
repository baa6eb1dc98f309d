// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Storage.Encryption;

/// <summary>Makes a key out of what a person has: the passphrase, stretched by Argon2id (32 bytes), then the raw key (32 bytes), each if there is one, together
/// through HKDF-SHA512 with the salt and the use.</summary>
internal static class KeyDerivation
{
    public static void Derive(DatabaseKey key, PassphraseCost cost, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> use, Span<byte> destination)
    {
        Span<byte> material = stackalloc byte[32 + DatabaseKey.RawLength];
        var length = 0;
        try
        {
            if (!key.Passphrase.IsEmpty)
            {
                new Argon2id(cost.MemoryKiB, cost.Passes, lanes: 1).Derive(key.Passphrase, salt, material[..32]);
                length = 32;
            }

            key.Raw.CopyTo(material[length..]);
            length += key.Raw.Length;
            HKDF.DeriveKey(HashAlgorithmName.SHA512, material[..length], destination, salt, use);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }
}
