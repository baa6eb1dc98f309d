// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads addresses, ids and keys.</summary>
internal static class LinkReaders
{
    private const int MaxListLength = 32;

    /// <summary>The object identifier of the curve P-256 (RFC 5480, section 2.1.1.1).</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    // Links of these belong to others, or to everybody.
    private static readonly HashSet<string> _takenSchemes = new(StringComparer.Ordinal)
    {
        "about",
        "blob",
        "data",
        "file",
        "ftp",
        "geo",
        "http",
        "https",
        "intent",
        "javascript",
        "mailto",
        "matrix",
        "sip",
        "sms",
        "tel",
        "tg",
        "view-source",
        "web",
        "ws",
        "wss",
        "xmpp",
    };

    public static (bool Ok, Uri Value) Https(JsonItem item)
    {
        var ok =
            item is { Kind: JsonValueKind.String, Text.Length: > 0 and <= 512 }
            && Uri.TryCreate(item.Text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "https", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, HostNameType: UriHostNameType.Dns }
            && item.Text.All(char.IsAscii);
        return (ok, ok ? new Uri(item.Text) : new Uri("https://invalid"));
    }

    public static (bool Ok, string Value) Host(JsonItem item) =>
        Readers.Domain(item) is (true, var domain)
        && Uri.CheckHostName(domain) == UriHostNameType.Dns
        && domain.Contains('.', StringComparison.Ordinal)
            ? (true, domain)
            : (false, string.Empty);

    public static (bool Ok, Jid Value) Address(JsonItem item) =>
        item.Kind == JsonValueKind.String && Jid.TryParse(item.Text, out var jid) ? (true, jid) : (false, default);

    public static (bool Ok, string Value) Email(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: >= 5 and <= 254 }
                && item.Text.Split('@') is [{ Length: > 0 } name, { Length: > 3 } host]
                && Uri.CheckHostName(host) == UriHostNameType.Dns
                && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+'),
            item.Text
        );

    public static (bool Ok, string Value) Scheme(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text: [>= 'a' and <= 'z', ..] and { Length: >= 3 and <= 32 } text }
                && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
                && !_takenSchemes.Contains(text),
            item.Text
        );

    public static (bool Ok, string Value) AppId(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: <= 128 }
                && item.Text.Split('.') is { Length: >= 2 } parts
                && parts.All(part =>
                    part is [>= 'a' and <= 'z' or >= 'A' and <= 'Z', ..] && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ),
            item.Text
        );

    public static (bool Ok, string Value) AppleTeam(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: 10 }
                && item.Text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)),
            item.Text
        );

    public static (bool Ok, string Value) Version(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: > 0 and <= 32 }
                && item.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'),
            item.Text
        );

    public static (bool Ok, string Value) Fingerprint(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: 95 }
                && item.Text.Split(':') is { Length: 32 } pairs
                && pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)),
            item.Text.ToUpperInvariant()
        );

    public static (bool Ok, string Value) Pin(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text: ['s', 'h', 'a', '2', '5', '6', '/', .. var digest] }
                && Base64(digest) is { Length: SHA256.HashSizeInBytes },
            item.Text
        );

    public static (bool Ok, byte[] Value) PublicKey(JsonItem item)
    {
        if (item.Kind != JsonValueKind.String || item.Text.Length > 256 || Base64(item.Text) is not { } bytes)
        {
            return (false, []);
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return (read == bytes.Length && key.ExportParameters(false).Curve.Oid.Value == P256, bytes);
        }
        catch (CryptographicException)
        {
            return (false, []);
        }
    }

    /// <summary>A list, each item once.</summary>
    public static (bool Ok, IReadOnlyList<string> Value) List(JsonItem item, Func<JsonItem, (bool Ok, string Value)> read)
    {
        if (item.Kind != JsonValueKind.Array || item.Items.Count > MaxListLength)
        {
            return (false, []);
        }

        (bool Ok, string Value)[] values = [.. item.Items.Select(child => child.Kind == JsonValueKind.String ? read(child) : (false, ""))];
        string[] found = [.. values.Select(value => value.Value)];
        return (values.All(value => value.Ok) && found.Distinct(StringComparer.Ordinal).Count() == found.Length, found);
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
