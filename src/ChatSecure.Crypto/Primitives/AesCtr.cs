// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ChatSecure.Crypto.Primitives;

/// <summary>AES-128 in counter mode, as OTR uses it: the upper half of the counter block is given, the lower one counts blocks. It authenticates nothing.</summary>
internal sealed class AesCtr : IDisposable
{
    public const int KeySize = 16;

    private const int BlockSize = 16;
    private const int BlocksAtOnce = 32;

    private readonly Aes _aes = Aes.Create();

    public AesCtr(ReadOnlySpan<byte> key) => _aes.SetKey(key);

    /// <summary>Encrypts or decrypts, which is the same, with a key that is used once.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        var output = new byte[input.Length];
        using var cipher = new AesCtr(key);
        cipher.Apply(0, input, output);
        return output;
    }

    /// <summary>Encrypts or decrypts. Never with the same counter for two texts.</summary>
    public void Apply(ulong counter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[BlocksAtOnce * BlockSize];
        for (ulong block = 0; !input.IsEmpty; block += BlocksAtOnce)
        {
            var length = Math.Min(input.Length, stream.Length);
            var blocks = stream[..((length + BlockSize - 1) / BlockSize * BlockSize)];
            for (var i = 0; i < blocks.Length; i += BlockSize)
            {
                BinaryPrimitives.WriteUInt64BigEndian(blocks[i..], counter);
                BinaryPrimitives.WriteUInt64BigEndian(blocks[(i + sizeof(ulong))..], block + (ulong)(i / BlockSize));
            }

            _aes.EncryptEcb(blocks, blocks, PaddingMode.None);
            Xor(input[..length], stream, output);
            input = input[length..];
            output = output[length..];
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    public void Dispose() => _aes.Dispose();

    private static void Xor(ReadOnlySpan<byte> input, ReadOnlySpan<byte> stream, Span<byte> output)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(input);
        var streamWords = MemoryMarshal.Cast<byte, ulong>(stream);
        var outputWords = MemoryMarshal.Cast<byte, ulong>(output);
        for (var i = 0; i < words.Length; i++)
        {
            outputWords[i] = words[i] ^ streamWords[i];
        }

        for (var i = words.Length * sizeof(ulong); i < input.Length; i++)
        {
            output[i] = (byte)(input[i] ^ stream[i]);
        }
    }
}
