// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace ChatSecure.Crypto.Primitives;

/// <summary>Curve25519 by BouncyCastle: managed, so it runs wherever .NET does.</summary>
internal sealed class BouncyCastleCurve25519 : ICurve25519
{
    private const byte SignBit = 0x80;

    public static BouncyCastleCurve25519 Instance { get; } = new();

    public void CompleteKeyPair(Span<byte> privateKey, Span<byte> publicKey)
    {
        X25519.ClampPrivateKey(privateKey);
        X25519.GeneratePublicKey(privateKey, publicKey);
    }

    public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> secret)
    {
        secret.Clear();
        return Curve25519.IsCanonical(publicKey) && X25519.CalculateAgreement(privateKey, publicKey, secret);
    }

    public void GetEdwardsKey(ReadOnlySpan<byte> privateKey, Span<byte> edwards)
    {
        // Only the scalar half of an expanded key takes part in making the public key.
        Span<byte> expanded = stackalloc byte[Ed25519.ExpandedKey.ExpandedKeySize];
        privateKey.CopyTo(expanded);
        Ed25519.ExpandedKey.GeneratePublicKey(expanded, edwards);
        CryptographicOperations.ZeroMemory(expanded);
    }

    public bool TryGetMontgomeryKey(ReadOnlySpan<byte> edwards, Span<byte> publicKey)
    {
        publicKey.Clear();
        if (edwards.Length != Ed25519.PublicKeySize || !Ed25519.ValidatePublicKeyPartial(edwards))
        {
            return false;
        }

        // u = (1 + y) / (1 - y). The one point without u, y = 1, is of small order.
        var (y, one, above, below) = (X25519Field.Create(), X25519Field.Create(), X25519Field.Create(), X25519Field.Create());
        X25519Field.Decode255(edwards, y);
        X25519Field.One(one);
        X25519Field.Add(one, y, above);
        X25519Field.Sub(one, y, below);
        X25519Field.Carry(above);
        X25519Field.InvVar(below, below);
        X25519Field.Mul(above, below, y);
        X25519Field.Normalize(y);
        X25519Field.Encode(y, publicKey);
        return true;
    }

    public void Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> nonce, Span<byte> signature)
    {
        // An expanded Ed25519 key is the scalar and the prefix from which nonces are derived. XEdDSA has no prefix: ours is a function of the key and
        // fresh randomness, so that neither a repeated nonce nor a broken generator alone gives the key away.
        Span<byte> expanded = stackalloc byte[Ed25519.ExpandedKey.ExpandedKeySize];
        Span<byte> edwards = stackalloc byte[Ed25519.PublicKeySize];
        privateKey.CopyTo(expanded);
        HMACSHA256.HashData(privateKey, nonce, expanded[X25519.ScalarSize..]);
        try
        {
            Ed25519.ExpandedKey.GeneratePublicKey(expanded, edwards);
            Ed25519.ExpandedKey.Sign(expanded, edwards, message, signature);
            signature[^1] |= (byte)(edwards[^1] & SignBit);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(expanded);
        }
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> edwards = stackalloc byte[Ed25519.PublicKeySize];
        if (signature.Length != Ed25519.SignatureSize || !Curve25519.TryGetEdwardsKey(publicKey, (signature[^1] & SignBit) != 0, edwards))
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[Ed25519.SignatureSize];
        signature.CopyTo(plain);
        plain[^1] &= unchecked((byte)~SignBit);
        return Ed25519.Verify(plain, edwards, message);
    }
}
