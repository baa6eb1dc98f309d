// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Sodium;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Crypto.Tests.Primitives;

/// <summary>A provider that does one thing wrong is not used.</summary>
public sealed class SelfTestTests
{
    [Fact]
    public void A_good_provider_passes()
    {
        Assert.True(SelfTest.Passes(Curve25519.Managed));
        Assert.True(SelfTest.Passes(SodiumCurve25519.TryCreate()!));
    }

    [Theory]
    [InlineData("public key")]
    [InlineData("secret")]
    [InlineData("low order")]
    [InlineData("edwards")]
    [InlineData("signature")]
    [InlineData("verifies nothing")]
    [InlineData("verifies everything")]
    public void A_provider_with_one_fault_fails(string fault) => Assert.False(SelfTest.Passes(new Faulty(fault)));

    [Fact]
    public void The_composition_registers_a_provider_that_works()
    {
        var builder = new Builder(new ServiceCollection());
        builder.AddSodium();
        var provider = builder.Services.Single(service => service.ServiceType == typeof(ICurve25519));
        Assert.True(SelfTest.Passes((ICurve25519)provider.ImplementationFactory!(null!)));
    }

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;

    private sealed class Faulty(string fault) : ICurve25519
    {
        public void CompleteKeyPair(Span<byte> privateKey, Span<byte> publicKey)
        {
            Curve25519.Managed.CompleteKeyPair(privateKey, publicKey);
            publicKey[0] ^= Bit("public key");
        }

        public bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> secret)
        {
            var agreed = Curve25519.Managed.TryAgree(privateKey, publicKey, secret);
            secret[0] ^= Bit("secret");
            return agreed || fault == "low order";
        }

        public void GetEdwardsKey(ReadOnlySpan<byte> privateKey, Span<byte> edwards)
        {
            Curve25519.Managed.GetEdwardsKey(privateKey, edwards);
            edwards[0] ^= Bit("edwards");
        }

        public bool TryGetMontgomeryKey(ReadOnlySpan<byte> edwards, Span<byte> publicKey) =>
            Curve25519.Managed.TryGetMontgomeryKey(edwards, publicKey);

        public void Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> nonce, Span<byte> signature)
        {
            Curve25519.Managed.Sign(privateKey, message, nonce, signature);
            signature[0] ^= Bit("signature");
        }

        public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
            fault switch
            {
                "verifies nothing" => false,
                "verifies everything" => true,
                _ => Curve25519.Managed.Verify(publicKey, message, signature),
            };

        private byte Bit(string name) => fault == name ? (byte)1 : (byte)0;
    }
}
