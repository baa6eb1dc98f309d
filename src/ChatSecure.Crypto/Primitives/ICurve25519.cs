// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Primitives;

/// <summary>Curve25519 as OMEMO uses it: X25519 agreements and XEdDSA signatures under one key. A provider behind this seam takes the security of every key
/// upon itself; each must pass the same tests, and none may branch on secrets. Public keys are u coordinates of 32 bytes, private keys clamped scalars of
/// 32 bytes. Safe for concurrent use.</summary>
public interface ICurve25519
{
    /// <summary>Makes a private key of 32 random bytes (clamps it) and gives its public key.</summary>
    /// <param name="privateKey">32 random bytes, clamped in place.</param>
    /// <param name="publicKey">32 bytes to fill.</param>
    void CompleteKeyPair(Span<byte> privateKey, Span<byte> publicKey);

    /// <summary>Computes a shared secret.</summary>
    /// <param name="privateKey">Our private key.</param>
    /// <param name="publicKey">Their public key, of any origin.</param>
    /// <param name="secret">32 bytes to fill.</param>
    /// <returns>False, with a zeroed secret, if the public key is not the canonical encoding of a point of large order: honest keys always are, and a
    /// low-order key would make the secret known to everyone (RFC 7748, section 6.1).</returns>
    bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> secret);

    /// <summary>The natural Ed25519 form of a private key's public key: its sign is in the top bit.</summary>
    /// <param name="privateKey">The private key.</param>
    /// <param name="edwards">32 bytes to fill.</param>
    void GetEdwardsKey(ReadOnlySpan<byte> privateKey, Span<byte> edwards);

    /// <summary>Maps an Ed25519 public key to its u coordinate.</summary>
    /// <param name="edwards">The key, of any origin.</param>
    /// <param name="publicKey">32 bytes to fill.</param>
    /// <returns>False, with a zeroed result, if it is not the canonical encoding of a point on the curve of large order.</returns>
    bool TryGetMontgomeryKey(ReadOnlySpan<byte> edwards, Span<byte> publicKey);

    /// <summary>Signs as libsignal does: an Ed25519 signature under the scalar's natural Edwards key, whose sign travels in the top bit of the last byte.</summary>
    /// <param name="privateKey">The signer's scalar.</param>
    /// <param name="message">What to sign.</param>
    /// <param name="nonce">32 fresh random bytes; they harden the nonce, which also depends on the key.</param>
    /// <param name="signature">64 bytes to fill.</param>
    void Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> nonce, Span<byte> signature);

    /// <summary>Verifies such a signature. Those of signers that normalise the sign to 0 (the letter of XEdDSA) verify as well.</summary>
    /// <param name="publicKey">The signer's u coordinate.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">The signature; 64 bytes, or it is none.</param>
    /// <returns>Whether it is good.</returns>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
