// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Org.BouncyCastle.Math.EC.Rfc7748;

namespace ChatSecure.Crypto.Primitives;

/// <summary>The implementation of the curve that is always there, and conversions of public keys for others.</summary>
public static class Curve25519
{
    private const int KeySize = 32;
    private const byte SignBit = 0x80;

    /// <summary>The managed implementation, which runs wherever .NET does.</summary>
    public static ICurve25519 Managed => BouncyCastleCurve25519.Instance;

    /// <summary>Whether a u coordinate is written in its one canonical way: 32 bytes, below p = 2^255 - 19, top bit clear.</summary>
    /// <param name="publicKey">The key.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsCanonical(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == KeySize
        && (publicKey[^1] & SignBit) == 0
        && (publicKey[^1] != 0x7f || publicKey[1..^1].ContainsAnyExcept((byte)0xff) || publicKey[0] < 0xed);

    /// <summary>Maps a u coordinate to the Ed25519 key with it: y = (u - 1) / (u + 1). Not in constant time: for public keys only.</summary>
    /// <param name="publicKey">The u coordinate.</param>
    /// <param name="isNegative">The sign of the Edwards x coordinate, which u does not tell.</param>
    /// <param name="edwards">32 bytes to fill. Whether they are a point on the curve shows when they are used.</param>
    /// <returns>False if the u coordinate is not canonical.</returns>
    public static bool TryGetEdwardsKey(ReadOnlySpan<byte> publicKey, bool isNegative, Span<byte> edwards)
    {
        if (!IsCanonical(publicKey))
        {
            return false;
        }

        var (x, one, above, below) = (X25519Field.Create(), X25519Field.Create(), X25519Field.Create(), X25519Field.Create());
        X25519Field.Decode255(publicKey, x);
        X25519Field.One(one);
        X25519Field.Sub(x, one, above);
        X25519Field.Add(x, one, below);
        X25519Field.Carry(below);
        X25519Field.InvVar(below, below);
        X25519Field.Mul(above, below, x);
        X25519Field.Normalize(x);
        X25519Field.Encode(x, edwards);
        edwards[KeySize - 1] |= isNegative ? SignBit : (byte)0;
        return true;
    }
}
