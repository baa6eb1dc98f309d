// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Testing.Server;

/// <summary>The server's side of PLAIN and SCRAM (RFC 5802), with the faults that a client must notice. Written on its own, so that it does not share a
/// mistake with the client.</summary>
/// <param name="mechanism">The mechanism's name.</param>
/// <param name="users">Names and passwords.</param>
/// <param name="certificateHash">What -PLUS binds to.</param>
/// <param name="faults">How it breaks the protocol.</param>
/// <param name="extensions">What stands behind the iteration count, with its comma.</param>
internal sealed class SaslServer(
    string mechanism,
    IReadOnlyDictionary<string, string> users,
    byte[] certificateHash,
    ServerFaults faults,
    string extensions
)
{
    private const int Iterations = 4096;

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private string? _clientFirstBare;
    private string? _gs2Header;
    private string? _nonce;
    private string? _serverFirst;

    /// <summary>Who has logged in; null before.</summary>
    public string? User { get; private set; }

    /// <summary>Whether the client has been refused.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the client is in.</summary>
    public bool HasSucceeded { get; private set; }

    /// <summary>Takes what the client sends.</summary>
    /// <returns>The challenge, or what goes with the success; null for nothing.</returns>
    public string? Take(byte[] message)
    {
        if (faults.HasFlag(ServerFaults.SuccessAtOnce))
        {
            (User, HasSucceeded) = (users.Keys.First(), true);
            return null;
        }

        var text = Encoding.UTF8.GetString(message);
        if (mechanism == "PLAIN")
        {
            TakePlain(text.Split('\0'));
            return null;
        }

        return _clientFirstBare is null ? TakeFirst(text) : TakeFinal(text);
    }

    private void TakePlain(string[] parts)
    {
        HasSucceeded = parts.Length == 3 && users.TryGetValue(parts[1], out var password) && password == parts[2];
        HasFailed = !HasSucceeded;
        User = HasSucceeded ? parts[1] : null;
    }

    private string? TakeFirst(string text)
    {
        var bare = text.IndexOf(",,", StringComparison.Ordinal) + 2;
        (_gs2Header, _clientFirstBare) = (text[..bare], text[bare..]);
        var attributes = Read(_clientFirstBare);
        User = attributes['n'];
        HasFailed =
            !users.ContainsKey(User)
            || mechanism.EndsWith("-PLUS", StringComparison.Ordinal) != text.StartsWith("p=", StringComparison.Ordinal);
        _nonce = faults.HasFlag(ServerFaults.ForeignNonce) ? "foreign" : attributes['r'] + "server";
        var iterations = faults.HasFlag(ServerFaults.LowIterationCount) ? 1 : Iterations;
        _serverFirst = string.Create(
            CultureInfo.InvariantCulture,
            $"r={_nonce},s={Convert.ToBase64String(_salt)},i={iterations}{extensions}"
        );
        return _serverFirst;
    }

    private string? TakeFinal(string text)
    {
        var (hash, size) = mechanism.Replace("-PLUS", string.Empty, StringComparison.Ordinal) switch
        {
            "SCRAM-SHA-1" => (HashAlgorithmName.SHA1, 20),
            "SCRAM-SHA-512" => (HashAlgorithmName.SHA512, 64),
            _ => (HashAlgorithmName.SHA256, 32),
        };
        var attributes = Read(text);
        var iterations = faults.HasFlag(ServerFaults.LowIterationCount) ? 1 : Iterations;
        var salted = Rfc2898DeriveBytes.Pbkdf2(users[User!], _salt, iterations, hash, size);
        var withoutProof = text[..text.LastIndexOf(",p=", StringComparison.Ordinal)];
        var authMessage = $"{_clientFirstBare},{_serverFirst},{withoutProof}";
        var clientKey = Hmac(hash, salted, "Client Key");
        var signature = Hmac(hash, CryptographicOperations.HashData(hash, clientKey), authMessage);
        var proof = Convert.FromBase64String(attributes['p']);
        var binding = mechanism.EndsWith("-PLUS", StringComparison.Ordinal) ? certificateHash : [];
        var expectedBinding = Convert.ToBase64String([.. Encoding.UTF8.GetBytes(_gs2Header!), .. binding]);
        HasSucceeded =
            attributes['r'] == _nonce
            && attributes['c'] == expectedBinding
            && proof.Length == size
            && Xor(clientKey, signature).SequenceEqual(proof);
        HasFailed = !HasSucceeded;
        var serverSignature = Hmac(hash, Hmac(hash, salted, "Server Key"), authMessage);
        if (faults.HasFlag(ServerFaults.WrongServerSignature))
        {
            serverSignature[0] ^= 1;
        }

        return faults.HasFlag(ServerFaults.NoServerSignature) ? null : "v=" + Convert.ToBase64String(serverSignature);
    }

    private static Dictionary<char, string> Read(string text) =>
        text.Split(',').Where(part => part.Length > 1 && part[1] == '=').ToDictionary(part => part[0], part => part[2..]);

    private static byte[] Hmac(HashAlgorithmName hash, byte[] key, string text) =>
        CryptographicOperations.HmacData(hash, key, Encoding.UTF8.GetBytes(text));

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (a, b) => (byte)(a ^ b))];
}
