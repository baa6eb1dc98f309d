// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Numerics;
using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Tests.Support;

namespace ChatSecure.Crypto.Tests.Primitives;

public sealed class DsaTests
{
    private static readonly (byte[] P, byte[] Q, byte[] G, byte[] Y, byte[] X) Key = Dsa.Generate(new SeededRandom(7));

    [Fact]
    public void Keys_are_made_with_1024_and_160_bits()
    {
        Assert.Equal((128, 20), (Key.P.Length, Key.Q.Length));
        Assert.True(Dsa.IsPublicKey(Key.P, Key.Q, Key.G, Key.Y));
        Assert.True(Dsa.IsPair(Key.P, Key.Q, Key.G, Key.Y, Key.X));
    }

    [Fact]
    public void What_is_signed_is_the_number_modulo_q()
    {
        for (var i = 0; i < 20; i++)
        {
            var message = SHA256.HashData([(byte)i]);
            var signature = Dsa.Sign(Key.P, Key.Q, Key.G, Key.X, message, new SeededRandom(i));
            Assert.True(Dsa.Verify(Key.P, Key.Q, Key.G, Key.Y, message, signature));
            using var platform = DSA.Create(
                new DSAParameters
                {
                    P = Key.P,
                    Q = Key.Q,
                    G = Pad(Key.G, 128),
                    Y = Pad(Key.Y, 128),
                }
            );
            var reduced = Pad((Number(message) % Number(Key.Q)).ToByteArray(isUnsigned: true, isBigEndian: true), 20);
            Assert.True(platform.VerifySignature(reduced, signature));
            Assert.False(platform.VerifySignature(message[..20], signature));
        }
    }

    [Fact]
    public void A_signature_holds_for_its_message_and_key_alone()
    {
        var message = SHA256.HashData("m"u8);
        var signature = Dsa.Sign(Key.P, Key.Q, Key.G, Key.X, message, new SeededRandom(1));
        for (var bit = 0; bit < 320; bit += 7)
        {
            var other = signature.ToArray();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Dsa.Verify(Key.P, Key.Q, Key.G, Key.Y, message, other));
        }

        Assert.False(Dsa.Verify(Key.P, Key.Q, Key.G, Key.Y, SHA256.HashData("n"u8), signature));
        Assert.False(Dsa.Verify(Key.P, Key.Q, Key.G, Key.G, message, signature));
        Assert.False(Dsa.Verify(Key.P, Key.Q, Key.G, Key.Y, message, new byte[40]));
        Assert.False(Dsa.Verify(Key.P, Key.Q, Key.G, Key.Y, message, signature[..39]));
    }

    [Fact]
    public void Two_signatures_of_one_message_differ()
    {
        var message = SHA256.HashData("m"u8);
        Assert.NotEqual(
            Dsa.Sign(Key.P, Key.Q, Key.G, Key.X, message, new SeededRandom(1)),
            Dsa.Sign(Key.P, Key.Q, Key.G, Key.X, message, new SeededRandom(2))
        );
    }

    [Fact]
    public void Numbers_outside_of_the_subgroup_are_no_key()
    {
        var one = Pad([1], 128);
        var minusOne = Key.P.ToArray();
        minusOne[^1]--;
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q, one, Key.Y));
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q, Key.G, one));
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q, Key.G, minusOne));
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q, Key.G, []));
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q, Key.G, [2]));
        Assert.False(Dsa.IsPublicKey(Key.P[..127], Key.Q, Key.G, Key.Y));
        Assert.False(Dsa.IsPublicKey(minusOne, Key.Q, Key.G, Key.Y));
        Assert.False(Dsa.IsPublicKey(Key.P, Key.Q[..19], Key.G, Key.Y));
        Assert.False(Dsa.IsPair(Key.P, Key.Q, Key.G, Key.Y, Key.Q));
        Assert.False(Dsa.IsPair(Key.P, Key.Q, Key.G, Key.Y, [5]));
    }

    private static byte[] Pad(byte[] number, int size) => [.. new byte[size - number.Length], .. number];

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
