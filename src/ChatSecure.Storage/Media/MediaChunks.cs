// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Media;

/// <summary>The form in which a file lies in the media folder:
/// <code>
/// magic "CSMEDIA1" | chunk 0 | chunk 1 | … | last chunk
/// </code>
/// A chunk is up to 64 KiB of the file, encrypted with AES-256-GCM under the file's own random key, and its tag, 16 bytes. The nonce is the chunk's number (8
/// bytes, big-endian), three zeros, and 1 for the last chunk, else 0. So no chunk can stand for another or be left out at the end, and each can be read alone.
/// A file is written once, hence no nonce twice. An empty file has one empty chunk.</summary>
internal static class MediaChunks
{
    public const int Plain = 64 * 1024;
    public const int Sealed = Plain + TagLength;
    public const int KeyLength = 32;
    private const int TagLength = 16;
    private const int NonceLength = 12;

    public static ReadOnlySpan<byte> Magic => "CSMEDIA1"u8;

    /// <summary>How many chunks a file of this size has.</summary>
    public static long Count(long size) => Math.Max(1, (size + Plain - 1) / Plain);

    /// <summary>How long a file of this size is in the folder.</summary>
    public static long FileLength(long size) => Magic.Length + size + (Count(size) * TagLength);

    /// <summary>Where a chunk begins.</summary>
    public static long Offset(long chunk) => Magic.Length + (chunk * Sealed);

    /// <returns>The length of the sealed chunk.</returns>
    public static int Seal(AesGcm cipher, long chunk, bool isLast, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, chunk, isLast);
        cipher.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagLength), Magic);
        return plain.Length + TagLength;
    }

    /// <returns>The length of the opened chunk.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: it was tampered with.</exception>
    public static int Open(AesGcm cipher, long chunk, bool isLast, ReadOnlySpan<byte> sealedChunk, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, chunk, isLast);
        var length = sealedChunk.Length - TagLength;
        try
        {
            cipher.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], destination[..length], Magic);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Damaged();
        }
    }

    public static AesGcm Cipher(ReadOnlySpan<byte> key) => new(key, TagLength);

    public static ChatSecureException Damaged() => new(ErrorKind.StorageDamaged, "A file of the media store is damaged.");

    private static void WriteNonce(Span<byte> nonce, long chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
