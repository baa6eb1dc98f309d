// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Sodium;
using ChatSecure.Crypto.Tests.Support;

namespace ChatSecure.Crypto.Tests.Primitives;

/// <summary>What every provider of the curve must do.</summary>
public abstract class Curve25519Tests(ICurve25519 curve)
{
    private ICurve25519 Curve { get; } = curve;

    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    )]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a413",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    )]
    public void Agreement_matches_RFC_7748(string scalar, string u, string expected)
    {
        Span<byte> secret = stackalloc byte[32];
        Assert.True(Curve.TryAgree(Convert.FromHexString(scalar), Convert.FromHexString(u), secret));
        Assert.Equal(expected, Convert.ToHexStringLower(secret));
    }

    [Fact]
    public void Key_pairs_and_their_agreement_match_section_6_of_RFC_7748()
    {
        var alice = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var (alicePublic, bobPublic) = (new byte[32], new byte[32]);
        Curve.CompleteKeyPair(alice, alicePublic);
        Curve.CompleteKeyPair(bob, bobPublic);
        Assert.Equal("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", Convert.ToHexStringLower(alicePublic));
        Assert.Equal("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", Convert.ToHexStringLower(bobPublic));

        var (one, other) = (new byte[32], new byte[32]);
        Assert.True(Curve.TryAgree(alice, bobPublic, one));
        Assert.True(Curve.TryAgree(bob, alicePublic, other));
        Assert.Equal("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", Convert.ToHexStringLower(one));
        Assert.Equal(one, other);
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints.All), MemberType = typeof(LowOrderPoints))]
    public void Agreement_with_a_low_order_point_is_refused(string point)
    {
        var (scalar, _) = NewPair(1);
        var secret = Enumerable.Repeat((byte)7, 32).ToArray();
        Assert.False(Curve.TryAgree(scalar, Convert.FromHexString(point), secret));
        Assert.Equal(new byte[32], secret);
    }

    [Theory]
    [InlineData("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0900000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("09000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("090000000000000000000000000000000000000000000000000000000000000000")]
    public void Agreement_with_a_key_that_is_not_canonical_is_refused(string point)
    {
        var (scalar, _) = NewPair(1);
        Assert.False(Curve.TryAgree(scalar, Convert.FromHexString(point), new byte[32]));
    }

    [Fact]
    public void Signatures_of_both_signs_verify_and_carry_the_sign_bit()
    {
        var seen = new HashSet<int>();
        for (var seed = 0; seed < 40; seed++)
        {
            var (scalar, publicKey) = NewPair(seed);
            var signature = Sign(scalar, "message"u8, seed);
            Assert.True(Curve.Verify(publicKey, "message"u8, signature));
            var bit = signature[63] >> 7;
            signature[63] ^= 0x80;
            Assert.False(Curve.Verify(publicKey, "message"u8, signature));
            seen.Add(bit);
        }

        Assert.Equal([0, 1], seen.Order());
    }

    [Fact]
    public void A_signature_made_by_libsignal_verifies_and_no_flipped_bit_of_it_does()
    {
        // The agreement signature vector that implementations of libsignal share.
        var publicKey = Convert.FromHexString("ab7e717d4a163b7d9a1d8071dfe9dcf8cdcd1cea3339b6356be84d887e322c64");
        var message = Convert.FromHexString("05edce9d9c415ca78cb7252e72c2c4a554d3eb29485a0e1d503118d1a82d99fb4a");
        var signature = Convert.FromHexString(
            "5de88ca9a89b4a115da79109c67c9c7464a3e4180274f1cb8c63c2984e286dfbede82deb9dcd9fae0bfbb821569b3d9001bd8130cd11d486cef047bd60b86e88"
        );
        Assert.True(Curve.Verify(publicKey, message, signature));
        for (var bit = 0; bit < 512; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Curve.Verify(publicKey, message, signature));
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_signature_of_another_message_key_or_length_is_refused()
    {
        var (scalar, publicKey) = NewPair(1);
        var signature = Sign(scalar, "message"u8, 1);
        Assert.False(Curve.Verify(publicKey, "messagf"u8, signature));
        Assert.False(Curve.Verify(NewPair(2).Public, "message"u8, signature));
        Assert.False(Curve.Verify(publicKey, "message"u8, signature.AsSpan(0, 63)));
        Assert.False(Curve.Verify(publicKey, "message"u8, [.. signature, 0]));
    }

    [Fact]
    public void Two_signatures_of_one_message_differ()
    {
        var (scalar, _) = NewPair(1);
        Assert.NotEqual(Sign(scalar, "message"u8, 1), Sign(scalar, "message"u8, 2));
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints.All), MemberType = typeof(LowOrderPoints))]
    public void The_all_zero_signature_of_a_low_order_key_is_refused_or_harmless(string point)
    {
        // Even where a forged signature verifies under a low-order key, no agreement with that key ever succeeds.
        var key = Convert.FromHexString(point);
        var forged = new byte[64];
        forged[0] = 1;
        Assert.False(Curve.Verify(key, "message"u8, forged) && Curve.TryAgree(NewPair(1).Private, key, new byte[32]));
    }

    [Fact]
    public void An_Edwards_key_maps_to_the_u_coordinate_of_the_same_private_key_whatever_its_sign()
    {
        var signs = new HashSet<int>();
        for (var seed = 0; seed < 20; seed++)
        {
            var (scalar, publicKey) = NewPair(seed);
            var (edwards, u) = (new byte[32], new byte[32]);
            Curve.GetEdwardsKey(scalar, edwards);
            Assert.True(Curve.TryGetMontgomeryKey(edwards, u));
            Assert.Equal(publicKey, u);
            edwards[31] ^= 0x80;
            Assert.True(Curve.TryGetMontgomeryKey(edwards, u));
            Assert.Equal(publicKey, u);
            signs.Add(edwards[31] >> 7);
        }

        Assert.Equal(2, signs.Count);
    }

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00")]
    public void An_Edwards_key_of_low_order_not_canonical_or_off_the_curve_is_refused(string key)
    {
        var u = Enumerable.Repeat((byte)7, 32).ToArray();
        Assert.False(Curve.TryGetMontgomeryKey(Convert.FromHexString(key), u));
        Assert.Equal(new byte[32], u);
    }

    private (byte[] Private, byte[] Public) NewPair(int seed)
    {
        var (scalar, publicKey) = (new byte[32], new byte[32]);
        new SeededRandom(seed).Fill(scalar);
        Curve.CompleteKeyPair(scalar, publicKey);
        return (scalar, publicKey);
    }

    private byte[] Sign(byte[] scalar, ReadOnlySpan<byte> message, int seed)
    {
        var (nonce, signature) = (new byte[32], new byte[64]);
        new SeededRandom(seed + 5000).Fill(nonce);
        Curve.Sign(scalar, message, nonce, signature);
        return signature;
    }

    [Fact]
    public void Everything_agrees_with_the_managed_provider()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var (scalar, publicKey) = NewPair(seed);
            var other = NewPair(seed + 1000);
            var (managedPublic, mine, managed) = (new byte[32], new byte[32], new byte[32]);
            Curve25519.Managed.CompleteKeyPair(scalar, managedPublic);
            Assert.Equal(managedPublic, publicKey);
            Assert.True(Curve.TryAgree(scalar, other.Public, mine));
            Assert.True(Curve25519.Managed.TryAgree(scalar, other.Public, managed));
            Assert.Equal(managed, mine);
            Assert.True(Curve25519.Managed.Verify(publicKey, "message"u8, Sign(scalar, "message"u8, seed)));
            Curve.GetEdwardsKey(scalar, mine);
            Curve25519.Managed.GetEdwardsKey(scalar, managed);
            Assert.Equal(managed, mine);
        }
    }
}

public sealed class ManagedCurve25519Tests() : Curve25519Tests(Curve25519.Managed);

public sealed class SodiumCurve25519Tests()
    : Curve25519Tests(
        SodiumCurve25519.TryCreate() ?? throw new InvalidOperationException("libsodium did not load, or failed its self-test.")
    );
