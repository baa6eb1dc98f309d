// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;

namespace ChatSecure.Network.Transport;

/// <summary>Where a WebSocket is: <c>wss</c> and nothing else.</summary>
/// <param name="Uri">The address.</param>
internal sealed record WebSocketUrl(Uri Uri) : Redirection
{
    private const int MaxLength = 2048;

    /// <summary>The host as certificates and SNI write it.</summary>
    public string Host => Uri.IdnHost.Trim('[', ']');

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="url">The address.</param>
    /// <returns>Whether it is an absolute <c>wss</c> address without user and fragment.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebSocketUrl? url)
    {
        url =
            text is { Length: <= MaxLength }
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "wss", Host.Length: > 0, Port: > 0, UserInfo.Length: 0, Fragment.Length: 0 }
                ? new(uri)
                : null;
        return url is not null;
    }
}
