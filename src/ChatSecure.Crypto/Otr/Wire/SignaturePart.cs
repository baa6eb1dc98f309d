// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>What the last two messages of a key exchange share: an encrypted signature and its code.</summary>
internal sealed record SignaturePart(byte[] Encrypted, byte[] Code)
{
    public const int CodeSize = 20;

    // The key, its number and the signature. Anything longer is none of ours.
    private const int MaxSize = 1024;

    public static SignaturePart? Read(ref OtrReader reader)
    {
        var (encrypted, code) = (reader.Data().ToArray(), reader.Fixed(CodeSize).ToArray());
        return reader.IsComplete && encrypted.Length <= MaxSize ? new(encrypted, code) : null;
    }

    /// <summary>Writes the part, after the key that a first signature reveals.</summary>
    public byte[] Write(ReadOnlySpan<byte> revealed = default)
    {
        using var writer = new OtrWriter(stackalloc byte[640]);
        if (!revealed.IsEmpty)
        {
            writer.Data(revealed);
        }

        writer.Data(Encrypted);
        writer.Raw(Code);
        return writer.ToArray();
    }
}
