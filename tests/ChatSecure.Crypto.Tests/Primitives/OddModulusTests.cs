// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Numerics;
using ChatSecure.Crypto.Primitives;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Primitives;

/// <summary>Our arithmetic against the platform's, which is not constant-time but right.</summary>
public sealed class OddModulusTests
{
    private static readonly Gen<byte[]> Modulus = Gen
        .Byte.Array[1, 200]
        .Where(bytes => bytes.Length > 0)
        .Select(bytes =>
        {
            bytes[^1] |= 1;
            bytes[0] |= (byte)(bytes.Length == 1 ? 3 : 1);
            return bytes;
        });

    private static readonly Gen<byte[]> Edge = Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)0xff), Gen.Byte).Array[1, 200];

    [Fact]
    public void Powers_are_right() =>
        Gen.Select(Modulus, Edge, Gen.Byte.Array[0, 40])
            .Sample(
                (modulus, number, exponent) =>
                {
                    var (odd, fitting) = (new OddModulus(modulus), Cut(number, modulus));
                    Check(
                        odd,
                        modulus,
                        BigInteger.ModPow(Number(fitting), Number(exponent), Number(modulus)),
                        r => odd.Power(fitting, exponent, r)
                    );
                },
                iter: 300
            );

    [Fact]
    public void Products_sums_and_differences_are_right() =>
        Gen.Select(Modulus, Edge, Edge)
            .Sample(
                (modulus, left, right) =>
                {
                    var odd = new OddModulus(modulus);
                    var (a, b, n) = (Cut(left, modulus), Cut(right, modulus), Number(modulus));
                    Check(odd, modulus, Number(a) * Number(b) % n, r => odd.Multiply(a, b, r));
                    var (x, y) = (Write(Number(a) % n, odd.Size), Write(Number(b) % n, odd.Size));
                    Check(odd, modulus, (Number(x) + Number(y)) % n, r => odd.Add(x, y, r));
                    Check(odd, modulus, (Number(x) - Number(y) + n) % n, r => odd.Subtract(x, y, r));
                },
                iter: 1000
            );

    [Theory]
    [InlineData("04")]
    [InlineData("00")]
    public void A_modulus_must_be_odd(string modulus) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OddModulus(Convert.FromHexString(modulus)));

    private delegate void Operation(Span<byte> result);

    private static void Check(OddModulus odd, byte[] modulus, BigInteger expected, Operation operation)
    {
        var result = new byte[odd.Size];
        operation(result);
        Assert.Equal(expected, Number(result));
        Assert.True(Number(result) < Number(modulus));
    }

    private static byte[] Cut(byte[] number, byte[] modulus) => number[..Math.Min(number.Length, modulus.Length)];

    private static byte[] Write(BigInteger number, int size)
    {
        var bytes = new byte[size];
        number.TryWriteBytes(bytes.AsSpan(size - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
