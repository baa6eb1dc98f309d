// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Encryption;

/// <summary>The first form of the key file, which is read and then written anew in the present one. It holds the secret, wrapped by AES-256-GCM under the person's key. 136 bytes:
/// <code>
/// magic "CSKEY" | version 1 | kind (1 passphrase, 2 raw key) | 0 | iterations, 4 | salt, 16 | nonce, 12 | wrapped secret, 48 | tag, 16 | checksum, 32
/// </code>
/// The tag covers everything before the wrapped secret, too. The checksum (SHA-256 of all before it) protects nothing: it tells a damaged file from a wrong
/// key.</summary>
internal static class KeyFileV1
{
    public const int Length = ChecksumAt + SHA256.HashSizeInBytes;

    private const byte PassphraseKind = (byte)KeyKind.Passphrase;
    private const byte RawKind = (byte)KeyKind.Raw;
    private const int MinIterations = 210_000;
    private const int MaxIterations = 10_000_000;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KindAt = 6;
    private const int IterationsAt = 8;
    private const int SaltAt = IterationsAt + 4;
    private const int NonceAt = SaltAt + SaltLength;
    private const int WrappedAt = NonceAt + NonceLength;
    private const int TagAt = WrappedAt + DatabaseSecret.Length;
    private const int ChecksumAt = TagAt + TagLength;

    private static ReadOnlySpan<byte> RawKeyUse => "ChatSecure key file 1"u8;

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: the file is damaged; <see cref="ErrorKind.StorageKey"/>: the key is
    /// wrong.</exception>
    public static DatabaseSecret Unwrap(ReadOnlySpan<byte> file, DatabaseKey key)
    {
        Check(file);
        KeyFile.RequireKind((KeyKind)file[KindAt], key);
        var secret = new DatabaseSecret();
        Span<byte> wrapping = stackalloc byte[32];
        try
        {
            Derive(file, key, wrapping);
            using var gcm = new AesGcm(wrapping, TagLength);
            gcm.Decrypt(
                file.Slice(NonceAt, NonceLength),
                file.Slice(WrappedAt, DatabaseSecret.Length),
                file.Slice(TagAt, TagLength),
                secret.Bytes,
                file[..WrappedAt]
            );
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            secret.Dispose();
            throw KeyFile.Wrong(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    private static void Check(ReadOnlySpan<byte> file)
    {
        if (file.Length != Length || !SHA256.HashData(file[..ChecksumAt]).AsSpan().SequenceEqual(file[ChecksumAt..]))
        {
            throw KeyFile.Damaged();
        }

        // A passphrase is never tried with less work than we would ask for, nor with so much that opening never ends.
        var iterations = BinaryPrimitives.ReadInt32BigEndian(file[IterationsAt..]);
        var isSound = file[KindAt] switch
        {
            PassphraseKind => iterations is >= MinIterations and <= MaxIterations,
            RawKind => iterations == 0,
            _ => false,
        };
        if (!isSound)
        {
            throw KeyFile.Damaged();
        }
    }

    private static void Derive(ReadOnlySpan<byte> file, DatabaseKey key, Span<byte> wrapping)
    {
        var salt = file.Slice(SaltAt, SaltLength);
        if (key.Kind == KeyKind.Raw)
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA512, key.Raw, wrapping, salt, RawKeyUse);
        }
        else
        {
            Rfc2898DeriveBytes.Pbkdf2(
                key.Passphrase,
                salt,
                wrapping,
                BinaryPrimitives.ReadInt32BigEndian(file[IterationsAt..]),
                HashAlgorithmName.SHA512
            );
        }
    }
}
