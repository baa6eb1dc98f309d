// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Media;

/// <summary>Encrypts and decrypts files (XEP-0454, XEP-0448) in steps of 64 KiB, whatever their size: AES-GCM, with the tag of 16 bytes at the end.</summary>
public static class MediaCipher
{
    /// <summary>How much longer the encrypted file is.</summary>
    public const int Overhead = Gcm.TagSize;

    private const int StepSize = 64 * 1024;

    /// <summary>Encrypts a stream to its end.</summary>
    /// <param name="plaintext">What to encrypt; read from where it stands.</param>
    /// <param name="ciphertext">Where it goes, with its tag; not closed.</param>
    /// <param name="key">A key made for this file alone.</param>
    /// <param name="cancellationToken">Gives up: what has been written is worth nothing.</param>
    /// <returns>How many bytes were written: those read, and <see cref="Overhead"/>.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: more than 64 GiB.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public static Task<long> EncryptAsync(
        Stream plaintext,
        Stream ciphertext,
        MediaKey key,
        CancellationToken cancellationToken = default
    ) => RunAsync(new GcmStream(encrypts: true, key.Key, key.Iv), plaintext, ciphertext, GcmStream.MaxLength, cancellationToken);

    /// <summary>Decrypts a stream to its end. What goes to <paramref name="staging"/> is authentic only when this returns: write to a temporary file, and give it
    /// its name, or to anybody, afterwards. If the tag is wrong, everything that was written is taken back, where the stream can be cut.</summary>
    /// <param name="ciphertext">What to decrypt, with its tag; read from where it stands.</param>
    /// <param name="staging">Where it goes for the time being; not closed.</param>
    /// <param name="key">The key.</param>
    /// <param name="maxLength">The greatest number of bytes to read, tag included: what the sender announced, or what is allowed here.</param>
    /// <param name="cancellationToken">Gives up: what has been written is worth nothing.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: it is not what was encrypted with this key, cut off, or longer than allowed.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public static async Task<long> DecryptAsync(
        Stream ciphertext,
        Stream staging,
        MediaKey key,
        long maxLength = GcmStream.MaxLength + Overhead,
        CancellationToken cancellationToken = default
    )
    {
        var start = staging.CanSeek ? staging.Position : 0;
        try
        {
            var gcm = new GcmStream(encrypts: false, key.Key, key.Iv);
            return await RunAsync(gcm, ciphertext, staging, maxLength, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (staging.CanSeek && staging.CanWrite)
            {
                staging.SetLength(start);
            }

            throw;
        }
    }

    private static async Task<long> RunAsync(GcmStream gcm, Stream from, Stream to, long maxLength, CancellationToken cancellationToken)
    {
        var input = ArrayPool<byte>.Shared.Rent(StepSize);
        var output = ArrayPool<byte>.Shared.Rent(gcm.OutputSize(StepSize));
        try
        {
            long taken = 0;
            long given = 0;
            int count;
            while ((count = await from.ReadAsync(input.AsMemory(0, StepSize), cancellationToken).ConfigureAwait(false)) > 0)
            {
                taken += count;
                if (taken > maxLength)
                {
                    throw new ChatSecureException(ErrorKind.Protocol, "The file is longer than is allowed.");
                }

                var ready = gcm.Process(input.AsSpan(0, count), output);
                await to.WriteAsync(output.AsMemory(0, ready), cancellationToken).ConfigureAwait(false);
                given += ready;
            }

            if (!gcm.TryFinish(output, out var rest))
            {
                throw new ChatSecureException(ErrorKind.Protocol, "The file is damaged or was changed: its authentication failed.");
            }

            await to.WriteAsync(output.AsMemory(0, rest), cancellationToken).ConfigureAwait(false);
            return given + rest;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(output);
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(output);
        }
    }
}
