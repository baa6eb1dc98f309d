// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChatSecure.Accounts;

/// <summary>A place to connect to instead of asking DNS. The certificate is still checked against the account's domain.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="Tls">How the connection there becomes encrypted.</param>
public sealed record ServerAddress(string Host, int Port, TlsMode Tls = TlsMode.StartTls)
{
    private const int MaxHost = 255;

    /// <summary>Reads <c>host:port</c> as a person writes it; an IPv6 address stands in brackets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tls">How the connection there becomes encrypted.</param>
    /// <param name="address">The place.</param>
    /// <param name="defaultPort">The port of a text without any; null if it must have one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        TlsMode tls,
        [NotNullWhen(true)] out ServerAddress? address,
        int? defaultPort = null
    )
    {
        address = null;
        if (text is not { Length: > 0 and <= MaxHost + 8 })
        {
            return false;
        }

        var isBracketed = text[0] == '[';
        var end = isBracketed ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        var host = end < 0 ? text : text[..end];
        var rest = end < 0 ? string.Empty : text[end..];
        var kind = Uri.CheckHostName(host.Trim('[', ']'));
        if (
            (isBracketed ? kind != UriHostNameType.IPv6 : kind is not (UriHostNameType.Dns or UriHostNameType.IPv4))
            || (rest.Length == 0 ? defaultPort : ReadPort(rest)) is not { } port
        )
        {
            return false;
        }

        address = new(host.Trim('[', ']'), port, tls);
        return true;
    }

    private static int? ReadPort(string text) =>
        text[0] == ':'
        && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= ushort.MaxValue
            ? port
            : null;
}
