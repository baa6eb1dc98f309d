// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>The SaltedPassword of SCRAM (RFC 5802, section 3), within bounds.</summary>
internal static class ScramSalting
{
    // Below, an attacker who is the server could guess passwords cheaply (RFC 7677, section 4); above, it could make us work for minutes.
    private const int MinIterations = 4096;
    private const int MaxIterations = 10_000_000;
    private const int MaxSaltBytes = 1024;

    /// <summary>Derives the SaltedPassword.</summary>
    /// <param name="password">The prepared password.</param>
    /// <param name="salt">The server's salt.</param>
    /// <param name="iterations">The server's iteration count.</param>
    /// <param name="hash">The mechanism's hash.</param>
    /// <returns>The SaltedPassword, which the caller erases.</returns>
    /// <exception cref="ChatSecureException">The salt or the count is outside what is safe (<see cref="ErrorKind.Protocol"/>).</exception>
    public static byte[] Derive(ReadOnlySpan<byte> password, byte[] salt, int iterations, HashAlgorithmName hash)
    {
        if (salt.Length is 0 or > MaxSaltBytes || iterations is < MinIterations or > MaxIterations)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server's salt or iteration count is outside what is safe.");
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, CryptographicOperations.HashData(hash, []).Length);
    }
}
