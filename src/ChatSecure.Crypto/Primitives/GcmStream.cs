// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace ChatSecure.Crypto.Primitives;

/// <summary>AES-GCM over any length in steps, which the platform's implementation can't: the tag of 16 bytes follows the ciphertext. What a decrypting one
/// gives out is not authenticated before <see cref="TryFinish"/> says so.</summary>
internal sealed class GcmStream
{
    /// <summary>The most that one key and IV may encrypt (NIST SP 800-38D): 2^36 - 32 bytes.</summary>
    public const long MaxLength = (1L << 36) - 32;

    private readonly GcmBlockCipher _gcm = new(AesUtilities.CreateEngine());

    public GcmStream(bool encrypts, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) =>
        _gcm.Init(encrypts, new AeadParameters(new KeyParameter(key), Gcm.TagSize * 8, iv.ToArray()));

    /// <summary>How large an output buffer has to be for a step with this much input.</summary>
    public int OutputSize(int input) => _gcm.GetOutputSize(input) + Gcm.TagSize;

    /// <summary>Takes the next bytes and gives out what is ready.</summary>
    public int Process(ReadOnlySpan<byte> input, Span<byte> output) => _gcm.ProcessBytes(input, output);

    /// <summary>Gives out the rest: when encrypting, with the tag. False if the tag that was read is wrong or missing.</summary>
    public bool TryFinish(Span<byte> output, out int written)
    {
        try
        {
            written = _gcm.DoFinal(output);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            written = 0;
            return false;
        }
    }
}
