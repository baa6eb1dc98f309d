// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Profiles;

namespace ChatSecure.Storage.Media;

/// <summary>Encrypts a stream into a file of the media folder, chunk by chunk.</summary>
internal static class MediaWriter
{
    /// <param name="path">The file, which must not be there yet.</param>
    /// <param name="content">What to read to its end.</param>
    /// <param name="key">The file's key.</param>
    /// <param name="maxSize">How large it may become, in bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The size and the SHA-256 of the content, the latter in lower-case hexadecimal; null if it is larger than it may be.</returns>
    public static async ValueTask<(long Size, string Sha256)?> WriteAsync(
        string path,
        Stream content,
        byte[] key,
        long maxSize,
        CancellationToken cancellationToken
    )
    {
        using var cipher = MediaChunks.Cipher(key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var file = ProfileFiles.OpenOwn(path, FileMode.CreateNew);
        var plain = GC.AllocateUninitializedArray<byte>(ChunkCipher.Plain, pinned: true);
        var next = GC.AllocateUninitializedArray<byte>(ChunkCipher.Plain, pinned: true);
        var buffer = new byte[ChunkCipher.Sealed];
        try
        {
            await using (file.ConfigureAwait(false))
            {
                file.Write(MediaChunks.Magic);
                var size = 0L;
                var length = await content.ReadAtLeastAsync(plain, plain.Length, false, cancellationToken).ConfigureAwait(false);
                for (var chunk = 0L; ; chunk++)
                {
                    size += length;
                    if (size > maxSize)
                    {
                        return null;
                    }

                    // Only what comes next tells whether this chunk is the last.
                    var ahead =
                        length < plain.Length
                            ? 0
                            : await content.ReadAtLeastAsync(next, next.Length, false, cancellationToken).ConfigureAwait(false);
                    hash.AppendData(plain.AsSpan(0, length));
                    file.Write(buffer.AsSpan(0, cipher.Seal(chunk, ahead == 0, plain.AsSpan(0, length), buffer)));
                    if (ahead == 0)
                    {
                        break;
                    }

                    (plain, next) = (next, plain);
                    length = ahead;
                }

                file.Flush(flushToDisk: true);
                return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(next);
        }
    }
}
