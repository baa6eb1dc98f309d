// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Numerics;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Tests.Support;

namespace ChatSecure.Crypto.Tests.Primitives;

public sealed class ModpGroupTests
{
    // RFC 3526, section 2: 2^1536 - 2^1472 - 1 + 2^64 * { [2^1406 pi] + 741804 }. Its end, and that p and (p - 1) / 2 are what they must be for powers of
    // the generator to come out right, are checked here.
    private static readonly BigInteger Prime = ReadPrime();

    [Fact]
    public void The_group_is_the_one_of_RFC_3526()
    {
        Assert.Equal(1536, Prime.GetBitLength());
        Assert.Equal(BigInteger.One, BigInteger.ModPow(2, (Prime - 1) / 2, Prime));
        Assert.Equal(BigInteger.Parse("741804"), ((Prime + 1 - BigInteger.Pow(2, 1536) + BigInteger.Pow(2, 1472)) >> 64) - FloorOfPi());
    }

    [Fact]
    public void Two_sides_agree()
    {
        var random = new SeededRandom(1);
        var (a, b) = (new byte[ModpGroup.ExponentSize], new byte[ModpGroup.ExponentSize]);
        random.Fill(a);
        random.Fill(b);
        var (left, right) = (ModpGroup.Power(ModpGroup.Generator, a), ModpGroup.Power(ModpGroup.Generator, b));
        Assert.Equal(ModpGroup.Power(right, a), ModpGroup.Power(left, b));
        Assert.Equal(BigInteger.ModPow(2, Number(a), Prime), Number(left));
    }

    [Fact]
    public void A_quotient_undoes_a_product()
    {
        var left = ModpGroup.Power(ModpGroup.Generator, [7, 7, 7]);
        var right = ModpGroup.Power(ModpGroup.Generator, [3, 1, 4]);
        Assert.Equal(left, ModpGroup.Divide(ModpGroup.Multiply(left, right), right));
    }

    [Fact]
    public void An_answer_is_what_the_proof_needs()
    {
        var random = new SeededRandom(2);
        var (r, a, c) = (new byte[ModpGroup.Size], new byte[ModpGroup.Size], new byte[32]);
        random.Fill(r);
        random.Fill(a);
        random.Fill(c);
        var answer = ModpGroup.Answer(r, a, c);
        Assert.True(Number(answer) < (Prime - 1) / 2);
        Assert.Equal(
            ModpGroup.Power(ModpGroup.Generator, r),
            ModpGroup.Multiply(ModpGroup.Power(ModpGroup.Generator, answer), ModpGroup.Power(ModpGroup.Power(ModpGroup.Generator, a), c))
        );
    }

    [Fact]
    public void Only_2_to_p_minus_2_are_elements()
    {
        foreach (var (offset, expected) in new[] { (-1, false), (-2, true), (-3, true), (0, false), (1, false) })
        {
            Assert.Equal(expected, ModpGroup.IsElement(Write(Prime + offset)));
        }

        Assert.False(ModpGroup.IsElement(Write(0)));
        Assert.False(ModpGroup.IsElement(Write(1)));
        Assert.True(ModpGroup.IsElement(Write(2)));
        Assert.False(ModpGroup.IsElement([2]));
    }

    private static BigInteger ReadPrime()
    {
        // 2^-1 = (p + 1) / 2.
        var half = Number(ModpGroup.Divide(Write(1), Write(2)));
        return (2 * half) - 1;
    }

    // [2^1406 pi] by Machin's formula, with guard bits.
    private static BigInteger FloorOfPi()
    {
        var one = BigInteger.One << (1406 + 64);
        return (4 * ((4 * ArcTangent(5)) - ArcTangent(239))) >> 64;

        BigInteger ArcTangent(int inverse)
        {
            var (sum, power) = (BigInteger.Zero, one / inverse);
            for (var k = 0; !power.IsZero; k++, power /= inverse * inverse)
            {
                sum += (k % 2 == 0 ? power : -power) / ((2 * k) + 1);
            }

            return sum;
        }
    }

    private static byte[] Write(BigInteger number)
    {
        var bytes = new byte[ModpGroup.Size];
        number.TryWriteBytes(
            bytes.AsSpan(bytes.Length - number.GetByteCount(isUnsigned: true)),
            out _,
            isUnsigned: true,
            isBigEndian: true
        );
        return bytes;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
