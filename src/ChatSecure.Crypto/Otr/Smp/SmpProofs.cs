// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Otr.Smp;

/// <summary>The zero-knowledge proofs of the comparison. Each has a number, so that none can be passed off as another.</summary>
internal static class SmpProofs
{
    private const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>Proves that we know the logarithm of g^secret.</summary>
    public static (byte[] C, byte[] D) ProveLogarithm(byte number, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> random)
    {
        var c = Hash(number, ModpGroup.Power(ModpGroup.Generator, random));
        return (c, ModpGroup.Answer(random, secret, c));
    }

    public static bool CheckLogarithm(byte number, byte[] power, byte[] c, byte[] d) =>
        IsHash(c, Hash(number, Combine(ModpGroup.Generator, d, power, c)));

    /// <summary>Proves that P = g3^r4 and Q = g^r4 g2^secret.</summary>
    public static (byte[] C, byte[] D5, byte[] D6) ProveCoordinates(
        byte number,
        byte[] g2,
        byte[] g3,
        ReadOnlySpan<byte> r4,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> r5,
        ReadOnlySpan<byte> r6
    )
    {
        var c = Hash(number, ModpGroup.Power(g3, r5), Combine(ModpGroup.Generator, r5, g2, r6));
        return (c, ModpGroup.Answer(r5, r4, c), ModpGroup.Answer(r6, secret, c));
    }

    public static bool CheckCoordinates(byte number, byte[] g2, byte[] g3, byte[] p, byte[] q, byte[] c, byte[] d5, byte[] d6) =>
        IsHash(c, Hash(number, Combine(g3, d5, p, c), ModpGroup.Multiply(Combine(ModpGroup.Generator, d5, g2, d6), ModpGroup.Power(q, c))));

    /// <summary>Proves that g^secret and quotient^secret have the same logarithm.</summary>
    public static (byte[] C, byte[] D) ProveEqualLogarithms(
        byte number,
        byte[] quotient,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> random
    )
    {
        var c = Hash(number, ModpGroup.Power(ModpGroup.Generator, random), ModpGroup.Power(quotient, random));
        return (c, ModpGroup.Answer(random, secret, c));
    }

    public static bool CheckEqualLogarithms(byte number, byte[] power, byte[] quotient, byte[] quotientPower, byte[] c, byte[] d) =>
        IsHash(c, Hash(number, Combine(ModpGroup.Generator, d, power, c), Combine(quotient, d, quotientPower, c)));

    private static byte[] Combine(ReadOnlySpan<byte> first, ReadOnlySpan<byte> e, ReadOnlySpan<byte> second, ReadOnlySpan<byte> f) =>
        ModpGroup.Multiply(ModpGroup.Power(first, e), ModpGroup.Power(second, f));

    private static byte[] Hash(byte number, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        using var writer = new OtrWriter(stackalloc byte[512]);
        writer.Byte(number);
        writer.Mpi(first);
        if (!second.IsEmpty)
        {
            writer.Mpi(second);
        }

        return SHA256.HashData(writer.Written);
    }

    private static bool IsHash(ReadOnlySpan<byte> claimed, ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(claimed[..^HashSize].ContainsAnyExcept((byte)0) ? [] : claimed[^HashSize..], hash);
}
