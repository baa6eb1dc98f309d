// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>The first message of a key exchange: a key that is not shown yet.</summary>
/// <param name="EncryptedKey">g^x, encrypted.</param>
/// <param name="KeyHash">The SHA-256 hash of g^x.</param>
internal sealed record DhCommit(byte[] EncryptedKey, byte[] KeyHash)
{
    private const int HashSize = 32;
    private const int MaxKeySize = 4 + Primitives.ModpGroup.Size;

    public static DhCommit? Read(ref OtrReader reader)
    {
        var (key, hash) = (reader.Data().ToArray(), reader.Data().ToArray());
        return reader.IsComplete && key.Length <= MaxKeySize && hash.Length == HashSize ? new(key, hash) : null;
    }

    public byte[] Write()
    {
        using var writer = new OtrWriter(stackalloc byte[256]);
        writer.Data(EncryptedKey);
        writer.Data(KeyHash);
        return writer.ToArray();
    }
}
