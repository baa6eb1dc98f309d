// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Desktop.Security;

/// <summary>A secret that opens one door once. Only its hash is kept, and compared in constant time; a wrong guess does not use it up.</summary>
internal sealed class OneTimeToken
{
    private const int MaxLength = 128;

    private readonly Lock _lock = new();
    private byte[]? _hash;

    /// <summary>Makes a new secret, in place of one that nobody used.</summary>
    public string Renew()
    {
        var token = NewSecret();
        lock (_lock)
        {
            _hash = Hash(token);
        }

        return token;
    }

    /// <summary>Uses the secret up.</summary>
    /// <returns>Whether this is it, and the first to come with it.</returns>
    public bool TryUse(string? token)
    {
        if (token is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        var hash = Hash(token);
        lock (_lock)
        {
            if (_hash is null || !CryptographicOperations.FixedTimeEquals(_hash, hash))
            {
                return false;
            }

            _hash = null;
            return true;
        }
    }

    /// <summary>256 random bits that stand in a URL and in a cookie as they are.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
