// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>What RFC 7395, section 3.3 writes otherwise than RFC 6120 does.</summary>
internal static class WebSocketFraming
{
    /// <summary>The namespace of <c>open</c> and <c>close</c>.</summary>
    public const string Namespace = "urn:ietf:params:xml:ns:xmpp-framing";

    /// <summary>The WebSocket subprotocol.</summary>
    public const string Subprotocol = "xmpp";

    private static readonly byte[] _declaration =
    [
        .. " xmlns='"u8,
        .. System.Text.Encoding.ASCII.GetBytes(Stanza.ClientNamespace),
        .. "'"u8,
    ];

    /// <summary>The stream's end.</summary>
    public static byte[] Close { get; } = new XmppElement("close", Namespace).ToUtf8();

    /// <summary>The stream's beginning.</summary>
    public static byte[] Open(string to, string? from)
    {
        var open = new XmppElement("open", Namespace)
        {
            ["to"] = to,
            ["version"] = "1.0",
            ["xml:lang"] = "en",
        };
        if (from is not null)
        {
            open["from"] = from;
        }

        return open.ToUtf8();
    }

    /// <summary>An element that relies on the default namespace of a client's stream, with that namespace declared, since here is no stream around it.
    /// Those that declare another do so first.</summary>
    /// <param name="element">As <see cref="Streams.XmppStream.Encode"/> makes them.</param>
    public static byte[] StandAlone(byte[] element)
    {
        var name = element.AsSpan().IndexOfAny(" />"u8);
        return element.AsSpan(name).StartsWith(" xmlns="u8) ? element : [.. element[..name], .. _declaration, .. element[name..]];
    }
}
