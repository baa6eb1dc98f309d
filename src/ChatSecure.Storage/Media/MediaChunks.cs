// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Media;

/// <summary>The form in which a file lies in the media folder:
/// <code>
/// magic "CSMEDIA1" | chunk 0 | chunk 1 | … | last chunk
/// </code>
/// The chunks are those of <see cref="ChunkCipher"/> under the file's own random key. An empty file has one empty chunk.</summary>
internal static class MediaChunks
{
    public static ReadOnlySpan<byte> Magic => "CSMEDIA1"u8;

    /// <summary>How many chunks a file of this size has.</summary>
    public static long Count(long size) => Math.Max(1, (size + ChunkCipher.Plain - 1) / ChunkCipher.Plain);

    /// <summary>How long a file of this size is in the folder.</summary>
    public static long FileLength(long size) => Magic.Length + size + (Count(size) * ChunkCipher.TagLength);

    /// <summary>Where a chunk begins.</summary>
    public static long Offset(long chunk) => Magic.Length + (chunk * ChunkCipher.Sealed);

    public static ChunkCipher Cipher(ReadOnlySpan<byte> key) => new(key, Magic);

    public static ChatSecureException Damaged() => new(ErrorKind.StorageDamaged, "A file of the media store is damaged.");
}
