// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Sodium;

/// <summary>Curve25519 by libsodium: makes the same keys and secrets as <see cref="Curve25519.Managed"/>, and signatures that it verifies. Safe for concurrent
/// use.</summary>
public sealed class SodiumCurve25519 : ICurve25519
{
    private const int Size = 32;
    private const int WideSize = 64;
    private const byte SignBit = 0x80;

    private static readonly Lazy<SodiumCurve25519?> _instance = new(Create);

    private SodiumCurve25519() { }

    /// <summary>Loads the library and tests it, the first time that it is asked for.</summary>
    /// <returns>The implementation; null if the library is not there or does not pass its test: then the managed one is to be used.</returns>
    public static SodiumCurve25519? TryCreate() => _instance.Value;

    /// <inheritdoc/>
    public void CompleteKeyPair(Span<byte> privateKey, Span<byte> publicKey)
    {
        privateKey[0] &= 0xf8;
        privateKey[^1] = (byte)((privateKey[^1] & 0x7f) | 0x40);
        Check(Libsodium.PublicKey(publicKey, privateKey));
    }

    /// <inheritdoc/>
    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> secret)
    {
        secret.Clear();
        if (privateKey.Length != Size || !Curve25519.IsCanonical(publicKey) || secret.Length != Size)
        {
            return false;
        }

        if (Libsodium.Agree(secret, privateKey, publicKey) == 0)
        {
            return true;
        }

        secret.Clear();
        return false;
    }

    /// <inheritdoc/>
    public void GetEdwardsKey(ReadOnlySpan<byte> privateKey, Span<byte> edwards) =>
        Check(Libsodium.EdwardsBase(Sized(edwards), Sized(privateKey)));

    /// <inheritdoc/>
    public bool TryGetMontgomeryKey(ReadOnlySpan<byte> edwards, Span<byte> publicKey) =>
        Curve25519.Managed.TryGetMontgomeryKey(edwards, publicKey);

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> nonce, Span<byte> signature)
    {
        Span<byte> secrets = stackalloc byte[(3 * Size) + WideSize];
        Span<byte> edwards = stackalloc byte[Size];
        var prefix = secrets[..Size];
        var scalar = secrets[Size..(2 * Size)];
        var r = secrets[(2 * Size)..(3 * Size)];
        var wide = secrets[(3 * Size)..];
        Span<byte> challenge = stackalloc byte[Size];
        try
        {
            GetEdwardsKey(privateKey, edwards);

            // The nonce comes of the key, fresh randomness and the message: neither a repeated message nor a broken generator alone gives the key away.
            HMACSHA256.HashData(privateKey, nonce, prefix);
            Hash(prefix, [], message, wide);
            Libsodium.Reduce(r, wide);
            Check(Libsodium.EdwardsBase(signature[..Size], r));
            Hash(signature[..Size], edwards, message, wide);
            Libsodium.Reduce(challenge, wide);
            wide.Clear();
            privateKey.CopyTo(wide);
            Libsodium.Reduce(scalar, wide);
            Libsodium.Multiply(scalar, challenge, scalar);
            Libsodium.Add(signature[Size..WideSize], scalar, r);
            signature[^1] |= (byte)(edwards[^1] & SignBit);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> edwards = stackalloc byte[Size];
        if (signature.Length != WideSize || !Curve25519.TryGetEdwardsKey(publicKey, (signature[^1] & SignBit) != 0, edwards))
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[WideSize];
        signature.CopyTo(plain);
        plain[^1] &= unchecked((byte)~SignBit);
        return Libsodium.Verify(plain, message, (ulong)message.Length, edwards) == 0;
    }

    private static SodiumCurve25519? Create()
    {
        try
        {
            var sodium = new SodiumCurve25519();
            return Libsodium.Init() >= 0 && SelfTest.Passes(sodium) ? sodium : null;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // libsodium's length goes by its types, not by spans: what is too short must not reach it.
    private static Span<byte> Sized(Span<byte> key) => key.Length == Size ? key : throw new ArgumentException("A key has 32 bytes.");

    private static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> key) =>
        key.Length == Size ? key : throw new ArgumentException("A key has 32 bytes.");

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new CryptographicException("libsodium failed.");
        }
    }

    private static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(message);
        hash.GetHashAndReset(digest);
    }
}
