// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The keys of a bundle whose signature is good, with one of its one-time keys chosen by chance: so two senders rarely take the same.</summary>
internal sealed record BundleKeys(
    IdentityKey Identity,
    uint SignedPreKeyId,
    ReadOnlyMemory<byte> SignedPreKey,
    uint PreKeyId,
    ReadOnlyMemory<byte> PreKey
)
{
    /// <summary>Reads a bundle and verifies its signature, before anything is computed with its keys. Null if it is malformed or not signed by its
    /// identity key.</summary>
    public static BundleKeys? Read(OmemoBundle bundle, OmemoContext context)
    {
        var identity = context.Format.DecodeIdentity(bundle.IdentityKey);
        var signed = context.Format.DecodeKey(bundle.SignedPreKey);
        if (
            identity is null
            || signed.IsEmpty
            || bundle.PreKeys.Count == 0
            || !context.Format.Verify(context.Curve, identity, bundle.SignedPreKey.Span, bundle.SignedPreKeySignature.Span)
        )
        {
            return null;
        }

        var choice = bundle.PreKeys[(int)context.Random.Below((uint)bundle.PreKeys.Count)];
        var preKey = context.Format.DecodeKey(choice.PublicKey);
        return preKey.IsEmpty ? null : new(identity, bundle.SignedPreKeyId, signed, choice.Id, preKey);
    }
}
