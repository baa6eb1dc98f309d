// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;

namespace ChatSecure.Storage;

/// <summary>What opens a profile: a passphrase, a raw key, or both together. The bytes lie in memory that the garbage collector does not move or copy, and are
/// zeroed by <see cref="Dispose"/>; there is no way to print them. Not safe for concurrent use.</summary>
public sealed class DatabaseKey : IDisposable
{
    /// <summary>The length of a raw key, in bytes.</summary>
    public const int RawLength = 32;

    private readonly byte[] _passphrase;
    private readonly byte[] _raw;
    private bool _isDisposed;

    private DatabaseKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> raw)
    {
        _passphrase = GC.AllocateUninitializedArray<byte>(passphrase.Length, pinned: true);
        passphrase.CopyTo(_passphrase);
        _raw = GC.AllocateUninitializedArray<byte>(raw.Length, pinned: true);
        raw.CopyTo(_raw);
    }

    internal KeyKind Kind =>
        (_passphrase.Length, _raw.Length) switch
        {
            (> 0, 0) => KeyKind.Passphrase,
            (0, > 0) => KeyKind.Raw,
            _ => KeyKind.Both,
        };

    /// <summary>The passphrase; empty if it has none.</summary>
    internal ReadOnlySpan<byte> Passphrase => Open(_passphrase);

    /// <summary>The raw key; empty if it has none.</summary>
    internal ReadOnlySpan<byte> Raw => Open(_raw);

    /// <summary>Takes a passphrase, which is stretched by Argon2id before it opens anything.</summary>
    /// <param name="utf8">The passphrase in UTF-8, at least one byte; copied, the caller zeroes its own.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: it is empty.</exception>
    public static DatabaseKey FromPassphrase(ReadOnlySpan<byte> utf8) => new(Checked(utf8), []);

    /// <summary>Takes a key from a secret store of the operating system or from hardware; it must be random, since it is not stretched.</summary>
    /// <param name="key32">The key, 32 bytes; copied, the caller zeroes its own.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: it has another length.</exception>
    public static DatabaseKey FromRaw(ReadOnlySpan<byte> key32) => new([], CheckedRaw(key32));

    /// <summary>Takes both, and neither opens anything alone: who takes the device's files must guess the passphrase and have the device's key, too.</summary>
    /// <param name="utf8">The passphrase in UTF-8, at least one byte; copied, the caller zeroes its own.</param>
    /// <param name="key32">The key, 32 random bytes; copied, the caller zeroes its own.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the one is empty, or the other has another length.</exception>
    public static DatabaseKey FromPassphraseAndRaw(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> key32) =>
        new(Checked(utf8), CheckedRaw(key32));

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_passphrase);
        CryptographicOperations.ZeroMemory(_raw);
    }

    private byte[] Open(byte[] bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return bytes;
    }

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> utf8) =>
        utf8.IsEmpty ? throw new ChatSecureException(ErrorKind.StorageKey, "The passphrase is empty.") : utf8;

    private static ReadOnlySpan<byte> CheckedRaw(ReadOnlySpan<byte> key32) =>
        key32.Length == RawLength ? key32 : throw new ChatSecureException(ErrorKind.StorageKey, "A raw database key has 32 bytes.");
}
