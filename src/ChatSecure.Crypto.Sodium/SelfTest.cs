// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Sodium;

/// <summary>What an implementation has to do right before it is used: known answers of RFC 7748, and agreement with the managed implementation.</summary>
internal static class SelfTest
{
    public static bool Passes(ICurve25519 curve)
    {
        // RFC 7748, section 6.1.
        var alice = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = Convert.FromHexString("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        var (publicKey, secret) = (new byte[32], new byte[32]);
        curve.CompleteKeyPair(alice, publicKey);
        return Convert.ToHexStringLower(publicKey) == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
            && curve.TryAgree(alice, bob, secret)
            && Convert.ToHexStringLower(secret) == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
            && !curve.TryAgree(alice, new byte[32], secret)
            && SignsAndVerifies(curve, alice, publicKey);
    }

    private static bool SignsAndVerifies(ICurve25519 curve, byte[] privateKey, byte[] publicKey)
    {
        var (mine, managed, signature, message) = (new byte[32], new byte[32], new byte[64], new byte[33]);
        curve.GetEdwardsKey(privateKey, mine);
        Curve25519.Managed.GetEdwardsKey(privateKey, managed);
        curve.Sign(privateKey, message, new byte[32], signature);
        var isGood =
            mine.AsSpan().SequenceEqual(managed)
            && Curve25519.Managed.Verify(publicKey, message, signature)
            && curve.Verify(publicKey, message, signature);
        message[0] ^= 1;
        return isGood && !curve.Verify(publicKey, message, signature);
    }
}
