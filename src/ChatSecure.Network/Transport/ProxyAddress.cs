// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>A SOCKS5 proxy, read from <c>socks5://[user:password@]host:port</c>. Never shown: it may hold a password.</summary>
internal sealed class ProxyAddress
{
    private const string Malformed = "The proxy address is malformed: write socks5://host:port or socks5://user:password@host:port.";

    private ProxyAddress(string host, int port, string? user, string? password)
    {
        Host = host;
        Port = port;
        User = user;
        Password = password;
    }

    public string Host { get; }

    public int Port { get; }

    public string? User { get; }

    public string? Password { get; }

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>.</exception>
    public static ProxyAddress Parse(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != "socks5"
            || uri.Port is < 1 or > ushort.MaxValue
            || uri.Host.Length == 0
            || uri.PathAndQuery is not ("" or "/")
            || uri.Fragment.Length > 0
        )
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, Malformed);
        }

        if (uri.UserInfo.Length == 0)
        {
            return new(uri.IdnHost, uri.Port, null, null);
        }

        var parts = uri.UserInfo.Split(':', 2);
        var (user, password) = (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        return Fits(user) && Fits(password)
            ? new(uri.IdnHost, uri.Port, user, password)
            : throw new ChatSecureException(ErrorKind.InvalidInput, Malformed);
    }

    // RFC 1929 gives each a length byte and forbids zero.
    private static bool Fits(string text) => System.Text.Encoding.UTF8.GetByteCount(text) is > 0 and <= byte.MaxValue;
}
