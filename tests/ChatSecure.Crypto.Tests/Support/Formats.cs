// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Support;

internal static class Formats
{
    private static readonly Omemo2Format Omemo2 = new(BouncyCastleCurve25519.Instance);

    public static OmemoFormat Of(EncryptionKind kind) => kind == EncryptionKind.Omemo2 ? Omemo2 : LegacyFormat.Instance;

    /// <summary>An identity key from its private half, in the form of the namespace.</summary>
    public static IdentityKey Identity(this OmemoFormat format, ReadOnlySpan<byte> identityPrivate)
    {
        Span<byte> secret = stackalloc byte[32];
        var (publicKey, edwards) = (new byte[32], new byte[32]);
        identityPrivate.CopyTo(secret);
        BouncyCastleCurve25519.Instance.CompleteKeyPair(secret, publicKey);
        BouncyCastleCurve25519.Instance.GetEdwardsKey(secret, edwards);
        return format.DecodeIdentity(format.Kind == EncryptionKind.Omemo2 ? edwards : (byte[])[5, .. publicKey])!;
    }

    /// <summary>Where a message has its ratchet key.</summary>
    public static int RatchetKeyOffset(this OmemoFormat format, byte[] message) =>
        message.AsSpan().IndexOf(format.ReadMessage(message)!.RatchetKey.Span);
}
