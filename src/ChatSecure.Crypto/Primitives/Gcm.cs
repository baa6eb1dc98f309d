// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace ChatSecure.Crypto.Primitives;

/// <summary>AES-GCM with a tag of 16 bytes, kept apart from the ciphertext. New messages have an IV of 12 bytes; those of old clients have 16, which the
/// platform's implementation does not take.</summary>
internal static class Gcm
{
    public const int TagSize = 16;
    public const int IvSize = 12;
    public const int OldIvSize = 16;

    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> tag)
    {
        var ciphertext = new byte[plaintext.Length];
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(iv, plaintext, ciphertext, tag);
        return ciphertext;
    }

    /// <summary>Decrypts and authenticates; null if the tag is wrong or the IV is neither 12 nor 16 bytes long.</summary>
    public static byte[]? TryDecrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag
    ) =>
        iv.Length switch
        {
            IvSize => TryDecryptByPlatform(key, iv, ciphertext, tag),
            OldIvSize => TryDecryptByBouncyCastle(key, iv, ciphertext, tag),
            _ => null,
        };

    private static byte[]? TryDecryptByPlatform(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag
    )
    {
        var plaintext = new byte[ciphertext.Length];
        using var gcm = new AesGcm(key, TagSize);
        try
        {
            gcm.Decrypt(iv, ciphertext, tag, plaintext);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[]? TryDecryptByBouncyCastle(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag
    )
    {
        var gcm = new GcmBlockCipher(AesUtilities.CreateEngine());
        gcm.Init(forEncryption: false, new AeadParameters(new KeyParameter(key), TagSize * 8, iv.ToArray()));
        var plaintext = new byte[gcm.GetOutputSize(ciphertext.Length + tag.Length)];
        try
        {
            var length = gcm.ProcessBytes(ciphertext, plaintext);
            length += gcm.ProcessBytes(tag, plaintext.AsSpan(length));
            gcm.DoFinal(plaintext.AsSpan(length));
            return plaintext;
        }
        catch (InvalidCipherTextException)
        {
            CryptographicOperations.ZeroMemory(plaintext);
            return null;
        }
    }
}
