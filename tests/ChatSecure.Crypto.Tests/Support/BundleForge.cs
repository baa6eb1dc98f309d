// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>Bundles of a device that we hold all keys of, so that they can be wrong in one thing and right in all others.</summary>
internal sealed class BundleForge
{
    private readonly EncryptionKind _kind;

    public BundleForge(int seed, EncryptionKind kind = EncryptionKind.Omemo)
    {
        _kind = kind;
        var random = new SeededRandom(seed);
        random.Fill(IdentityPrivate);
        Identity = KnownAnswers.PublicKeyOf(IdentityPrivate);
        random.Fill(SignedPrivate);
        Signed = KnownAnswers.PublicKeyOf(SignedPrivate);
        var one = new byte[32];
        random.Fill(one);
        OneTime = KnownAnswers.PublicKeyOf(one);
    }

    public byte[] IdentityPrivate { get; } = new byte[32];

    public byte[] Identity { get; }

    public byte[] SignedPrivate { get; } = new byte[32];

    public byte[] Signed { get; }

    public byte[] OneTime { get; }

    public OmemoBundle Good() => With(Signed, OneTime);

    /// <summary>A bundle with these keys, correctly signed.</summary>
    public OmemoBundle With(byte[] signed, byte[] oneTime)
    {
        var format = Formats.Of(_kind);
        var typed = format.EncodeKey(signed);
        var signature = new byte[64];
        BouncyCastleCurve25519.Instance.Sign(IdentityPrivate, typed, new byte[32], signature);
        format.EncodeSignature(signature);
        return new(format.Identity(IdentityPrivate).Wire, 1, typed, signature, [new(1, format.EncodeKey(oneTime))]);
    }
}
