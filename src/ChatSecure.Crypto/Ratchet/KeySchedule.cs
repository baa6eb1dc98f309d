// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Ratchet;

/// <summary>The two key derivations of the Double Ratchet.</summary>
internal static class KeySchedule
{
    public const int KeySize = 32;

    private static readonly byte[] MessageKeyInput = [1];
    private static readonly byte[] ChainKeyInput = [2];

    /// <summary>32 zero bytes: the salt of every derivation that has none of its own.</summary>
    public static ReadOnlySpan<byte> NoSalt => "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8;

    /// <summary>KDF_RK: replaces the root key and fills a fresh chain key.</summary>
    public static void StepRoot(ReadOnlySpan<byte> agreement, ReadOnlySpan<byte> info, Span<byte> rootKey, Span<byte> chainKey)
    {
        Span<byte> derived = stackalloc byte[2 * KeySize];
        Hmac.Expand(agreement, rootKey, info, derived);
        derived[..KeySize].CopyTo(rootKey);
        derived[KeySize..].CopyTo(chainKey);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>KDF_CK: gives the message key of a chain's next message and moves the chain past it.</summary>
    public static void StepChain(Span<byte> chainKey, Span<byte> messageKey)
    {
        Hmac.Compute(chainKey, MessageKeyInput, messageKey);
        Span<byte> next = stackalloc byte[KeySize];
        Hmac.Compute(chainKey, ChainKeyInput, next);
        next.CopyTo(chainKey);
        CryptographicOperations.ZeroMemory(next);
    }
}
