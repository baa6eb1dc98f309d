// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>A proxy, read from <c>socks5://[user:password@]host:port</c> or <c>http://[user:password@]host:port</c>. Never shown: it may hold a
/// password.</summary>
internal sealed class ProxyAddress
{
    private const string Malformed =
        "The proxy address is malformed: write socks5:// or http://, then host:port or user:password@host:port.";

    // Of this process alone: names that last longer would tie what an account does today to what it did yesterday.
    private static readonly byte[] _isolationKey = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    private ProxyAddress(ProxyKind kind, string host, int port, string? user, string? password)
    {
        Kind = kind;
        Host = host;
        Port = port;
        User = user;
        Password = password;
    }

    public ProxyKind Kind { get; }

    public string Host { get; }

    public int Port { get; }

    public string? User { get; }

    public string? Password { get; }

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>.</exception>
    public static ProxyAddress Parse(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || KindOf(uri.Scheme) is not { } kind
            || uri.Port is < 1 or > ushort.MaxValue
            || uri.Host.Length == 0
            || uri.PathAndQuery is not ("" or "/")
            || uri.Fragment.Length > 0
        )
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, Malformed);
        }

        var host = uri.IdnHost.Trim('[', ']');
        if (uri.UserInfo.Length == 0)
        {
            return new(kind, host, uri.Port, null, null);
        }

        var parts = uri.UserInfo.Split(':', 2);
        var (user, password) = (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        // RFC 7617, section 2: what stands before the first colon is the user.
        return Fits(user) && Fits(password) && (kind == ProxyKind.Socks5 || !user.Contains(':', StringComparison.Ordinal))
            ? new(kind, host, uri.Port, user, password)
            : throw new ChatSecureException(ErrorKind.InvalidInput, Malformed);
    }

    /// <summary>The same proxy, told apart by account: where nobody gave a user, SOCKS5 gets one that is made up, the same for each connection of this
    /// account in this process and for no other. Tor gives each its own circuits (IsolateSOCKSAuth).</summary>
    /// <param name="account">The account.</param>
    public ProxyAddress Isolate(Jid account)
    {
        if (Kind != ProxyKind.Socks5 || User is not null)
        {
            return this;
        }

        var name = Convert.ToHexStringLower(HMACSHA256.HashData(_isolationKey, Encoding.UTF8.GetBytes(account.Bare.ToString())));
        return new(Kind, Host, Port, name[..32], name[32..]);
    }

    private static ProxyKind? KindOf(string scheme) =>
        scheme switch
        {
            "socks5" => ProxyKind.Socks5,
            "http" => ProxyKind.Http,
            _ => null,
        };

    // RFC 1929 gives each a length byte and forbids zero; no proxy needs control characters.
    private static bool Fits(string text) => Encoding.UTF8.GetByteCount(text) is > 0 and <= byte.MaxValue && !text.Any(char.IsControl);
}
