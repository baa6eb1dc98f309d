// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Encryption;

/// <summary>The file beside the database that holds its secret, wrapped by AES-256-GCM under the person's key. 136 bytes:
/// <code>
/// magic "CSKEY" | version 1 | kind (1 passphrase, 2 raw key) | 0 | iterations, 4 | salt, 16 | nonce, 12 | wrapped secret, 48 | tag, 16 | checksum, 32
/// </code>
/// The tag covers everything before the wrapped secret, too. The checksum (SHA-256 of all before it) protects nothing: it tells a damaged file from a wrong
/// key.</summary>
internal static class KeyFile
{
    public const int Length = ChecksumAt + SHA256.HashSizeInBytes;

    /// <summary>How often PBKDF2-HMAC-SHA512 is run for a new file.</summary>
    public const int Iterations = 256_000;

    private const byte Version = 1;
    private const byte PassphraseKind = 1;
    private const byte RawKind = 2;
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

    private static ReadOnlySpan<byte> Magic => "CSKEY"u8;

    private static ReadOnlySpan<byte> RawKeyUse => "ChatSecure key file 1"u8;

    public static byte[] Wrap(DatabaseSecret secret, DatabaseKey key)
    {
        var file = new byte[Length];
        Magic.CopyTo(file);
        file[Magic.Length] = Version;
        file[KindAt] = key.IsRaw ? RawKind : PassphraseKind;
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(IterationsAt), key.IsRaw ? 0 : Iterations);
        RandomNumberGenerator.Fill(file.AsSpan(SaltAt, SaltLength + NonceLength));

        Span<byte> wrapping = stackalloc byte[32];
        try
        {
            Derive(file, key, wrapping);
            using var gcm = new AesGcm(wrapping, TagLength);
            gcm.Encrypt(
                file.AsSpan(NonceAt, NonceLength),
                secret.Bytes,
                file.AsSpan(WrappedAt, DatabaseSecret.Length),
                file.AsSpan(TagAt, TagLength),
                file.AsSpan(0, WrappedAt)
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }

        SHA256.HashData(file.AsSpan(0, ChecksumAt), file.AsSpan(ChecksumAt));
        return file;
    }

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: the file is damaged or newer; <see cref="ErrorKind.StorageKey"/>: the key is
    /// wrong.</exception>
    public static DatabaseSecret Unwrap(ReadOnlySpan<byte> file, DatabaseKey key)
    {
        Check(file);
        if (file[KindAt] != (key.IsRaw ? RawKind : PassphraseKind))
        {
            throw new ChatSecureException(
                ErrorKind.StorageKey,
                key.IsRaw
                    ? "The profile is locked with a passphrase, not with a raw key."
                    : "The profile is locked with a raw key, not with a passphrase."
            );
        }

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
            throw new ChatSecureException(ErrorKind.StorageKey, key.IsRaw ? "The raw database key is wrong." : "The passphrase is wrong.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    private static void Check(ReadOnlySpan<byte> file)
    {
        if (file.Length > Magic.Length && file.StartsWith(Magic) && file[Magic.Length] > Version)
        {
            throw new ChatSecureException(
                ErrorKind.StorageDamaged,
                "The key file was written by a newer version of this software. Update it to open this profile."
            );
        }

        if (
            file.Length != Length
            || !file.StartsWith(Magic)
            || !SHA256.HashData(file[..ChecksumAt]).AsSpan().SequenceEqual(file[ChecksumAt..])
        )
        {
            throw Damaged();
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
            throw Damaged();
        }
    }

    private static void Derive(ReadOnlySpan<byte> file, DatabaseKey key, Span<byte> wrapping)
    {
        var salt = file.Slice(SaltAt, SaltLength);
        if (key.IsRaw)
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA512, key.Bytes, wrapping, salt, RawKeyUse);
        }
        else
        {
            Rfc2898DeriveBytes.Pbkdf2(
                key.Bytes,
                salt,
                wrapping,
                BinaryPrimitives.ReadInt32BigEndian(file[IterationsAt..]),
                HashAlgorithmName.SHA512
            );
        }
    }

    private static ChatSecureException Damaged() => new(ErrorKind.StorageDamaged, "The key file is damaged. Restore it from a backup.");
}
