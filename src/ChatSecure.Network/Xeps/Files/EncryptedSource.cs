// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Where a shared file lies encrypted, and the key to it (XEP-0448): worth something in a message that is encrypted itself, and to be shown, logged
/// and stored like a key. What was fetched and decrypted counts only when it has the hash of the file's metadata, and ends at the size that stands
/// there.</summary>
/// <param name="Cipher">How it is encrypted.</param>
/// <param name="Key">The key, as long as the cipher wants it.</param>
/// <param name="Iv">The initialisation vector, as long as the cipher wants it; one that was made for this file alone.</param>
/// <param name="Sources">Where the encrypted file can be fetched: https only, at least one.</param>
public sealed record EncryptedSource(FileCipher Cipher, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Iv, IReadOnlyList<Uri> Sources)
{
    /// <summary>Hashes of the encrypted file; the metadata has those of the file itself.</summary>
    public IReadOnlyList<ContentHash> Hashes { get; init; } = [];

    /// <summary>Says what it is without the key.</summary>
    /// <returns>The cipher and the first address.</returns>
    public override string ToString() => $"{Cipher} {(Sources is [var first, ..] ? first.Host : string.Empty)}";
}
