// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>Reads where a domain's WebSockets are from its host metadata (RFC 6415, XEP-0156), in XML or JSON.</summary>
internal static class HostMeta
{
    private const string Relation = "urn:xmpp:alt-connections:websocket";
    private const string Namespace = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
    private const int MaxUrls = 4;
    private static readonly XmlLimits _limits = new()
    {
        MaxDepth = 8,
        MaxElementBytes = VerifiedHttp.MaxBodyBytes,
        MaxChildren = 1024,
    };

    /// <summary>Reads the XML form.</summary>
    /// <returns>The addresses that are secure; empty if there are none, or the document is none.</returns>
    public static IReadOnlyList<WebSocketUrl> ReadXml(ReadOnlySpan<byte> document)
    {
        try
        {
            var text = SkipDeclaration(document.StartsWith("\uFEFF"u8) ? document[3..] : document);
            var root = XmppElement.Parse(text, _limits, string.Empty);
            return root.Is("XRD", Namespace)
                ? Secure(root.Elements("Link", Namespace).Where(link => link["rel"] == Relation).Select(link => link["href"]))
                : [];
        }
        catch (XmppXmlException)
        {
            return [];
        }
    }

    /// <summary>Reads the JSON form.</summary>
    /// <returns>As <see cref="ReadXml"/>.</returns>
    public static IReadOnlyList<WebSocketUrl> ReadJson(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document, new() { MaxDepth = 8 });
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("links", out var links)
                && links.ValueKind == JsonValueKind.Array
                ? Secure(links.EnumerateArray().Where(link => Text(link, "rel") == Relation).Select(link => Text(link, "href")))
                : [];
        }
        // The latter for text that is no Unicode, which comes to light only when it is looked at.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IReadOnlyList<WebSocketUrl> Secure(IEnumerable<string?> addresses) =>
        [.. addresses.Select(text => WebSocketUrl.TryParse(text, out var url) ? url : null).OfType<WebSocketUrl>().Take(MaxUrls)];

    private static string? Text(JsonElement link, string name) =>
        link.ValueKind == JsonValueKind.Object && link.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static ReadOnlySpan<byte> SkipDeclaration(ReadOnlySpan<byte> document)
    {
        if (!document.StartsWith("<?"u8))
        {
            return document;
        }

        var end = document.IndexOf("?>"u8);
        if (end < 0)
        {
            throw XmppXmlException.NotWellFormed("A malformed XML declaration.");
        }

        XmlDeclaration.Check(document[..(end + 2)]);
        return document[(end + 2)..];
    }
}
