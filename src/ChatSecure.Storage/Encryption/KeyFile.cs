// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Encryption;

/// <summary>The file beside the database that holds its secret, wrapped by AES-256-GCM under the person's key:
/// <code>
/// magic "CSKEY" | version 2 | kind (1 passphrase, 2 raw key, 3 both) | count | memory in KiB, 4 | passes, 4 | salt, 16
/// count times: nonce, 12 | wrapped secret, 48 | tag, 16
/// checksum, 32
/// </code>
/// The tags cover the first line, too. There are two secrets only while the database gets a new one: that of the database as it is, and that of the one that
/// takes its place. The checksum (SHA-256 of all before it) protects nothing: it tells a damaged file from a wrong key.</summary>
internal static class KeyFile
{
    public const int MaxLength = HeaderLength + (MaxCount * EntryLength) + SHA256.HashSizeInBytes;

    private const byte Version = 2;
    private const int MaxCount = 2;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int VersionAt = 5;
    private const int KindAt = 6;
    private const int CountAt = 7;
    private const int MemoryAt = 8;
    private const int PassesAt = 12;
    private const int SaltAt = 16;
    private const int HeaderLength = SaltAt + SaltLength;
    private const int EntryLength = NonceLength + DatabaseSecret.Length + TagLength;

    private static ReadOnlySpan<byte> Magic => "CSKEY"u8;

    private static ReadOnlySpan<byte> Use => "ChatSecure key file 2"u8;

    /// <param name="secrets">One secret, or two while the database gets a new one.</param>
    /// <param name="key">What it is to be opened with.</param>
    /// <param name="cost">What a guess at a passphrase is to cost.</param>
    public static byte[] Wrap(ReadOnlySpan<DatabaseSecret> secrets, DatabaseKey key, PassphraseCost cost)
    {
        var file = new byte[HeaderLength + (secrets.Length * EntryLength) + SHA256.HashSizeInBytes];
        Magic.CopyTo(file);
        file[VersionAt] = Version;
        file[KindAt] = (byte)key.Kind;
        file[CountAt] = (byte)secrets.Length;
        if (key.Kind != KeyKind.Raw)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(MemoryAt), cost.MemoryKiB);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(PassesAt), cost.Passes);
        }

        RandomNumberGenerator.Fill(file.AsSpan(SaltAt, SaltLength));
        Span<byte> wrapping = stackalloc byte[32];
        try
        {
            Derive(file, key, wrapping);
            using var gcm = new AesGcm(wrapping, TagLength);
            for (var i = 0; i < secrets.Length; i++)
            {
                var entry = file.AsSpan(HeaderLength + (i * EntryLength), EntryLength);
                RandomNumberGenerator.Fill(entry[..NonceLength]);
                gcm.Encrypt(
                    entry[..NonceLength],
                    secrets[i].Bytes,
                    entry.Slice(NonceLength, DatabaseSecret.Length),
                    entry[^TagLength..],
                    file.AsSpan(0, HeaderLength)
                );
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }

        SHA256.HashData(file.AsSpan(..^SHA256.HashSizeInBytes), file.AsSpan(^SHA256.HashSizeInBytes..));
        return file;
    }

    /// <param name="file">The file's content.</param>
    /// <param name="key">The person's key.</param>
    /// <param name="salt">The salt with which the database begins: of two secrets, that which belongs to it is taken. Empty if there is no database yet.</param>
    /// <param name="isOutdated">Whether the file should be written anew, with the one secret.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: the file is damaged or newer; <see cref="ErrorKind.StorageKey"/>: the key is
    /// wrong.</exception>
    public static DatabaseSecret Unwrap(ReadOnlySpan<byte> file, DatabaseKey key, ReadOnlySpan<byte> salt, out bool isOutdated)
    {
        if (file.Length <= CountAt || !file.StartsWith(Magic))
        {
            throw Damaged();
        }

        if (file[VersionAt] == 1)
        {
            isOutdated = true;
            return KeyFileV1.Unwrap(file, key);
        }

        Check(file);
        RequireKind((KeyKind)file[KindAt], key);
        isOutdated = file[CountAt] > 1;
        Span<byte> wrapping = stackalloc byte[32];
        DatabaseSecret? chosen = null;
        try
        {
            Derive(file, key, wrapping);
            using var gcm = new AesGcm(wrapping, TagLength);
            for (var i = 0; i < file[CountAt]; i++)
            {
                var secret = new DatabaseSecret();
                var entry = file.Slice(HeaderLength + (i * EntryLength), EntryLength);
                try
                {
                    gcm.Decrypt(
                        entry[..NonceLength],
                        entry.Slice(NonceLength, DatabaseSecret.Length),
                        entry[^TagLength..],
                        secret.Bytes,
                        file[..HeaderLength]
                    );
                }
                catch (AuthenticationTagMismatchException)
                {
                    secret.Dispose();
                    throw Wrong(key);
                }

                if (chosen is null || secret.Salt.SequenceEqual(salt))
                {
                    chosen?.Dispose();
                    chosen = secret;
                }
                else
                {
                    secret.Dispose();
                }
            }

            return chosen!;
        }
        catch
        {
            chosen?.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    internal static void RequireKind(KeyKind kind, DatabaseKey key)
    {
        if (kind != key.Kind)
        {
            throw new ChatSecureException(ErrorKind.StorageKey, $"The profile is locked with {Name(kind)}, not with {Name(key.Kind)}.");
        }
    }

    internal static ChatSecureException Wrong(DatabaseKey key) =>
        new(
            ErrorKind.StorageKey,
            key.Kind switch
            {
                KeyKind.Passphrase => "The passphrase is wrong.",
                KeyKind.Raw => "The raw database key is wrong.",
                _ => "The passphrase or the raw database key is wrong.",
            }
        );

    internal static ChatSecureException Damaged() => new(ErrorKind.StorageDamaged, "The key file is damaged. Restore it from a backup.");

    private static string Name(KeyKind kind) =>
        kind switch
        {
            KeyKind.Passphrase => "a passphrase",
            KeyKind.Raw => "a raw key",
            _ => "a passphrase and a raw key",
        };

    private static void Check(ReadOnlySpan<byte> file)
    {
        if (file[VersionAt] > Version)
        {
            throw new ChatSecureException(
                ErrorKind.StorageDamaged,
                "The key file was written by a newer version of this software. Update it to open this profile."
            );
        }

        var count = file[CountAt];
        if (
            count is < 1 or > MaxCount
            || file.Length != HeaderLength + (count * EntryLength) + SHA256.HashSizeInBytes
            || !SHA256.HashData(file[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(file[^SHA256.HashSizeInBytes..])
        )
        {
            throw Damaged();
        }

        // A passphrase is never tried with less work than we would ask for, nor with so much that opening never ends.
        var cost = Cost(file);
        var isSound = (KeyKind)file[KindAt] switch
        {
            KeyKind.Passphrase or KeyKind.Both => cost.IsSound,
            KeyKind.Raw => cost is { MemoryKiB: 0, Passes: 0 },
            _ => false,
        };
        if (!isSound)
        {
            throw Damaged();
        }
    }

    private static PassphraseCost Cost(ReadOnlySpan<byte> file) =>
        new(BinaryPrimitives.ReadInt32BigEndian(file[MemoryAt..]), BinaryPrimitives.ReadInt32BigEndian(file[PassesAt..]));

    private static void Derive(ReadOnlySpan<byte> file, DatabaseKey key, Span<byte> wrapping) =>
        KeyDerivation.Derive(key, Cost(file), file.Slice(SaltAt, SaltLength), Use, wrapping);
}
