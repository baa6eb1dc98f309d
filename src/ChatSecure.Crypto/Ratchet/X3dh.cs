// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>The key agreement that starts a session (Extended Triple Diffie-Hellman). OMEMO demands a one-time key, so there are always four
/// agreements. Nothing is verified here: the initiator checks the signed prekey's signature first.</summary>
internal sealed class X3dh(RatchetProfile profile, ICurve25519 curve)
{
    /// <summary>The initiator's side. False if one of the keys is not acceptable.</summary>
    public bool TryInitiate(
        ReadOnlySpan<byte> ownIdentity,
        ReadOnlySpan<byte> ownEphemeral,
        ReadOnlySpan<byte> peerIdentity,
        ReadOnlySpan<byte> peerSignedPreKey,
        ReadOnlySpan<byte> peerPreKey,
        Span<byte> secret
    )
    {
        Span<byte> material = stackalloc byte[5 * KeySchedule.KeySize];
        return Finish(
            curve.TryAgree(ownIdentity, peerSignedPreKey, material[32..64])
                & curve.TryAgree(ownEphemeral, peerIdentity, material[64..96])
                & curve.TryAgree(ownEphemeral, peerSignedPreKey, material[96..128])
                & curve.TryAgree(ownEphemeral, peerPreKey, material[128..]),
            material,
            secret
        );
    }

    /// <summary>The responder's side. False if one of the keys is not acceptable.</summary>
    public bool TryRespond(
        ReadOnlySpan<byte> ownIdentity,
        ReadOnlySpan<byte> ownSignedPreKey,
        ReadOnlySpan<byte> ownPreKey,
        ReadOnlySpan<byte> peerIdentity,
        ReadOnlySpan<byte> peerEphemeral,
        Span<byte> secret
    )
    {
        Span<byte> material = stackalloc byte[5 * KeySchedule.KeySize];
        return Finish(
            curve.TryAgree(ownSignedPreKey, peerIdentity, material[32..64])
                & curve.TryAgree(ownIdentity, peerEphemeral, material[64..96])
                & curve.TryAgree(ownSignedPreKey, peerEphemeral, material[96..128])
                & curve.TryAgree(ownPreKey, peerEphemeral, material[128..]),
            material,
            secret
        );
    }

    private bool Finish(bool agreed, Span<byte> material, Span<byte> secret)
    {
        // 32 bytes of 0xff set the input apart from any encoded point (X3DH, section 2.2).
        material[..32].Fill(0xff);
        secret.Clear();
        if (agreed)
        {
            Hmac.Expand(material, KeySchedule.NoSalt, profile.X3dhInfo, secret);
        }

        CryptographicOperations.ZeroMemory(material);
        return agreed;
    }
}
