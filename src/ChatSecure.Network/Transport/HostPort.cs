// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatSecure.Network.Transport;

/// <summary>A place to connect to, as <c>see-other-host</c> (RFC 6120, section 4.9.3.19) and <c>location</c> (XEP-0198) name it: a host name or address, in
/// brackets if it is IPv6, and a port if it is not the usual one.</summary>
/// <param name="Host">The host, without brackets.</param>
/// <param name="Port">The port.</param>
internal sealed record HostPort(string Host, int Port) : Redirection
{
    private const int DefaultPort = 5222;
    private const int MaxHost = 255;

    /// <summary>Reads a place.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="place">The place.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HostPort? place)
    {
        place = null;
        if (text is not { Length: > 0 and <= MaxHost + 8 })
        {
            return false;
        }

        var end = text[0] == '[' ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.LastIndexOf(':');
        var host = end < 0 ? text : text[..end];
        var rest = end < 0 ? string.Empty : text[end..];
        var port = DefaultPort;
        if (
            rest.Length > 0
            && (
                rest[0] != ':'
                || !int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                || port is < 1 or > ushort.MaxValue
            )
        )
        {
            return false;
        }

        if (text[0] == '[')
        {
            host = host.Trim('[', ']');
            place = IsAddress(host, AddressFamily.InterNetworkV6) ? new(host, port) : null;
        }
        else
        {
            place = IsAddress(host, AddressFamily.InterNetwork) || Uri.CheckHostName(host) == UriHostNameType.Dns ? new(host, port) : null;
        }

        return place is not null;
    }

    /// <summary>The place as it is read.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    private static bool IsAddress(string host, AddressFamily family) =>
        IPAddress.TryParse(host, out var address) && address.AddressFamily == family;
}
