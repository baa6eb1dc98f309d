// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Media;

/// <summary>The key and initialisation vector of one encrypted file, in memory that is zeroed on dispose. One is made for each file and never used for another,
/// nor for the same one after it has changed: with one key and vector used twice, both files can be read and forged.</summary>
public sealed class MediaKey : IDisposable
{
    internal const int KeySize = 32;
    internal const int ShortKeySize = 16;

    private readonly SecretBytes _key;
    private readonly byte[] _iv;

    private MediaKey(int keySize, ReadOnlySpan<byte> iv) => (_key, _iv) = (new(keySize), iv.ToArray());

    /// <summary>How long the vector is: 12 bytes, or 16 from old clients.</summary>
    public int IvLength => _iv.Length;

    /// <summary>Whether the key has 256 bits, as all have that are made here.</summary>
    public bool Is256Bit => Key.Length == KeySize;

    internal ReadOnlySpan<byte> Key => _key.Span;

    internal ReadOnlySpan<byte> Iv => _iv;

    /// <summary>Makes a fresh key: 256 bits, with a vector of 12 bytes.</summary>
    /// <param name="random">Where it comes from; the operating system's generator by default.</param>
    /// <returns>The key, which the caller disposes of.</returns>
    public static MediaKey Create(IRandomSource? random = null)
    {
        random ??= SystemRandomSource.Instance;
        Span<byte> iv = stackalloc byte[Gcm.IvSize];
        random.Fill(iv);
        var key = new MediaKey(KeySize, iv);
        random.Fill(key._key.Span);
        return key;
    }

    /// <summary>Takes in a key that came with a message (XEP-0448: <c>urn:xmpp:ciphers:aes-256-gcm-nopadding:0</c> or its 128-bit sister).</summary>
    /// <param name="key">The key, 32 or 16 bytes, which is copied: the caller wipes its own.</param>
    /// <param name="iv">The vector, 12 or 16 bytes.</param>
    /// <returns>The key, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static MediaKey FromBytes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        if (key.Length is not (KeySize or ShortKeySize) || iv.Length is not (Gcm.IvSize or Gcm.OldIvSize))
        {
            throw new ArgumentException("A media key has 32 or 16 bytes, and its vector 12 or 16.");
        }

        var media = new MediaKey(key.Length, iv);
        key.CopyTo(media._key.Span);
        return media;
    }

    /// <summary>Hands the key out, to go into an encrypted message and nowhere else.</summary>
    /// <param name="key">Where the key goes: 32 bytes, or 16 if it is a short one. The caller wipes it.</param>
    /// <param name="iv">Where the vector goes: <see cref="IvLength"/> bytes.</param>
    /// <exception cref="ArgumentException">A buffer is too small.</exception>
    public void Export(Span<byte> key, Span<byte> iv)
    {
        Key.CopyTo(key);
        Iv.CopyTo(iv);
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        _key.Dispose();
        CryptographicOperations.ZeroMemory(_iv);
    }
}
