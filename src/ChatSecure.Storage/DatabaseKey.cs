// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage;

/// <summary>What opens a profile: a passphrase or a raw key. The bytes lie in memory that the garbage collector does not move or copy, and are zeroed by
/// <see cref="Dispose"/>; there is no way to print them. Not safe for concurrent use.</summary>
public sealed class DatabaseKey : IDisposable
{
    /// <summary>The length of a raw key, in bytes.</summary>
    public const int RawLength = 32;

    private readonly byte[] _bytes;
    private bool _isDisposed;

    private DatabaseKey(ReadOnlySpan<byte> bytes, bool isRaw)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
        IsRaw = isRaw;
    }

    internal bool IsRaw { get; }

    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes;
        }
    }

    /// <summary>Takes a passphrase, which is stretched by PBKDF2 before it opens anything.</summary>
    /// <param name="utf8">The passphrase in UTF-8, at least one byte; copied, the caller zeroes its own.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: it is empty.</exception>
    public static DatabaseKey FromPassphrase(ReadOnlySpan<byte> utf8) =>
        utf8.IsEmpty ? throw new ChatSecureException(ErrorKind.StorageKey, "The passphrase is empty.") : new(utf8, isRaw: false);

    /// <summary>Takes a key from a secret store of the operating system or from hardware; it must be random, since it is not stretched.</summary>
    /// <param name="key32">The key, 32 bytes; copied, the caller zeroes its own.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: it has another length.</exception>
    public static DatabaseKey FromRaw(ReadOnlySpan<byte> key32) =>
        key32.Length == RawLength
            ? new(key32, isRaw: true)
            : throw new ChatSecureException(ErrorKind.StorageKey, "A raw database key has 32 bytes.");

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
