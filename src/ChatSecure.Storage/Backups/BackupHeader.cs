// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage.Backups;

/// <summary>How a backup begins:
/// <code>
/// magic "CSBACKUP" | version 1 | kind (1 passphrase, 2 raw key, 3 both) | 0 | 0 | memory in KiB, 4 | passes, 4 | salt, 16
/// </code>
/// The chunks of <see cref="ChunkCipher"/> follow.</summary>
internal static class BackupHeader
{
    public const int Length = SaltAt + SaltLength;

    private const byte Version = 1;
    private const int VersionAt = 8;
    private const int KindAt = 9;
    private const int MemoryAt = 12;
    private const int PassesAt = 16;
    private const int SaltAt = 20;
    private const int SaltLength = 16;

    private static ReadOnlySpan<byte> Magic => "CSBACKUP"u8;

    private static ReadOnlySpan<byte> Use => "ChatSecure backup 1"u8;

    public static byte[] Create(DatabaseKey key, PassphraseCost cost)
    {
        var header = new byte[Length];
        Magic.CopyTo(header);
        header[VersionAt] = Version;
        header[KindAt] = (byte)key.Kind;
        if (key.Kind != KeyKind.Raw)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(MemoryAt), cost.MemoryKiB);
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(PassesAt), cost.Passes);
        }

        RandomNumberGenerator.Fill(header.AsSpan(SaltAt));
        return header;
    }

    /// <exception cref="ChatSecureException">It is not the header of a backup, a newer one, or asks for another kind of key.</exception>
    public static void Check(ReadOnlySpan<byte> header, DatabaseKey key)
    {
        if (header.Length != Length || !header.StartsWith(Magic))
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "This is not a backup.");
        }

        if (header[VersionAt] > Version)
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The backup was made by a newer version of this software.");
        }

        var kind = (KeyKind)header[KindAt];
        if (kind is < KeyKind.Passphrase or > KeyKind.Both || (kind != KeyKind.Raw && !Cost(header).IsSound))
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The backup is damaged.");
        }

        KeyFile.RequireKind(kind, key);
    }

    public static ChunkCipher Cipher(ReadOnlySpan<byte> header, DatabaseKey key)
    {
        Span<byte> derived = stackalloc byte[ChunkCipher.KeyLength];
        try
        {
            KeyDerivation.Derive(key, Cost(header), header.Slice(SaltAt, SaltLength), Use, derived);
            return new(derived, header);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static PassphraseCost Cost(ReadOnlySpan<byte> header) =>
        new(BinaryPrimitives.ReadInt32BigEndian(header[MemoryAt..]), BinaryPrimitives.ReadInt32BigEndian(header[PassesAt..]));
}
