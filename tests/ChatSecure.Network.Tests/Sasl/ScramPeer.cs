// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Network.Tests.Sasl;

/// <summary>A SCRAM server as RFC 5802 defines it, written apart from the client: it knows the password and checks everything.</summary>
internal sealed class ScramPeer(HashAlgorithmName hash, string password, byte[] bindingData, int iterations = 4096)
{
    private readonly byte[] _salt = [1, 2, 3, 4, 5, 6, 7, 8];
    private string _gs2 = "";
    private string _clientFirstBare = "";
    private string _serverFirst = "";

    public string First(byte[] clientFirst, string extension = "")
    {
        var message = Encoding.UTF8.GetString(clientFirst);
        var comma = message.IndexOf(',', message.IndexOf(',') + 1);
        _gs2 = message[..(comma + 1)];
        _clientFirstBare = message[(comma + 1)..];
        var nonce = _clientFirstBare[(_clientFirstBare.IndexOf(",r=", StringComparison.Ordinal) + 3)..];
        return _serverFirst = $"r={nonce}SERVER,s={Convert.ToBase64String(_salt)},i={iterations}{extension}";
    }

    /// <summary>The server's final message; null if the client's proof is wrong.</summary>
    public string? Final(byte[] clientFinal)
    {
        var message = Encoding.UTF8.GetString(clientFinal);
        var mark = message.LastIndexOf(",p=", StringComparison.Ordinal);
        var header = Convert.ToBase64String([.. Encoding.UTF8.GetBytes(_gs2), .. bindingData]);
        if (!message.StartsWith($"c={header},r=", StringComparison.Ordinal))
        {
            return null;
        }

        var signed = Encoding.UTF8.GetBytes($"{_clientFirstBare},{_serverFirst},{message[..mark]}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, iterations, hash, Hash([]).Length);
        var storedKey = Hash(Hmac(salted, "Client Key"u8.ToArray()));
        var signature = Hmac(storedKey, signed);
        var clientKey = Convert.FromBase64String(message[(mark + 3)..]).Zip(signature, (a, b) => (byte)(a ^ b)).ToArray();
        return Hash(clientKey).SequenceEqual(storedKey)
            ? $"v={Convert.ToBase64String(Hmac(Hmac(salted, "Server Key"u8.ToArray()), signed))}"
            : null;
    }

    private byte[] Hash(byte[] data) => CryptographicOperations.HashData(hash, data);

    private byte[] Hmac(byte[] key, byte[] data)
    {
        using var hmac = IncrementalHash.CreateHMAC(hash, key);
        hmac.AppendData(data);
        return hmac.GetHashAndReset();
    }
}
