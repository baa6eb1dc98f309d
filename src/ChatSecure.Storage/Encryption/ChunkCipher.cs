// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ChatSecure.Storage.Encryption;

/// <summary>Encrypts what is too long for one piece, in chunks of up to 64 KiB with AES-256-GCM, each followed by its tag, 16 bytes. The nonce is the chunk's
/// number (8 bytes, big-endian), three zeros, and 1 for the last chunk, else 0. So no chunk can stand for another or be left out at the end, and each can be
/// read alone. A key is used for one text only, hence no nonce twice.</summary>
/// <param name="key">The key, 32 bytes, of this text alone.</param>
/// <param name="header">What stands before the chunks, which the tags cover, too.</param>
internal sealed class ChunkCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> header) : IDisposable
{
    public const int Plain = 64 * 1024;
    public const int Sealed = Plain + TagLength;
    public const int KeyLength = 32;
    public const int TagLength = 16;
    private const int NonceLength = 12;

    private readonly AesGcm _gcm = new(key, TagLength);
    private readonly byte[] _header = header.ToArray();

    /// <returns>The length of the sealed chunk.</returns>
    public int Seal(long chunk, bool isLast, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, chunk, isLast);
        _gcm.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagLength), _header);
        return plain.Length + TagLength;
    }

    /// <returns>The length of the opened chunk; -1 if it was tampered with.</returns>
    public int Open(long chunk, bool isLast, ReadOnlySpan<byte> sealedChunk, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, chunk, isLast);
        var length = sealedChunk.Length - TagLength;
        try
        {
            _gcm.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], destination[..length], _header);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    public void Dispose() => _gcm.Dispose();

    private static void WriteNonce(Span<byte> nonce, long chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
