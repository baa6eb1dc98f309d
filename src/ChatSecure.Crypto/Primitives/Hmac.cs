// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Crypto.Primitives;

/// <summary>HMAC-SHA-256 (RFC 2104) and HKDF on it (RFC 5869).</summary>
internal static class Hmac
{
    public const int Size = 32;

    /// <summary>Computes the 32 bytes of a message's code.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> code) =>
        HMACSHA256.HashData(key, message, code);

    /// <summary>Extracts and expands: as many bytes as <paramref name="output"/> is long.</summary>
    public static void Expand(ReadOnlySpan<byte> material, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, output, salt, info);
}
