// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.DataForms;

/// <summary>Something to look at or listen to in a field of a form (XEP-0221). Nothing is fetched: what came along is in <see cref="Data"/>.</summary>
/// <param name="MediaType">What it is, such as <c>image/png</c>.</param>
/// <param name="Uri">Where it is: <c>cid:</c> for what came along (XEP-0231), or an address that a person may choose to open.</param>
public sealed record FieldMedia(string MediaType, string Uri)
{
    /// <summary>The greatest number of forms of one thing that are read.</summary>
    public const int MaxForms = 16;

    /// <summary>The greatest size of what comes along, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string Namespace = "urn:xmpp:media-element";
    private const string DataNamespace = "urn:xmpp:bob";
    private const string Scheme = "cid:";

    /// <summary>The bytes, if they came along and are the ones that the address names; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Reads the media of a field; those without a type are left out.</summary>
    internal static IReadOnlyList<FieldMedia> Read(XmppElement field) =>
        field.Child("media", Namespace) is not { } media
            ? []
            :
            [
                .. media
                    .Elements("uri", Namespace)
                    .Take(MaxForms)
                    .Where(uri => FileMetadataPayload.ReadMediaType(uri["type"]) is not null)
                    .Select(uri => new FieldMedia(FileMetadataPayload.ReadMediaType(uri["type"])!, uri.Text.Trim())),
            ];

    /// <summary>The same with what came along with the form, if it did.</summary>
    internal FieldMedia With(IEnumerable<XmppElement> companions)
    {
        if (!Uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return this;
        }

        var id = Uri[Scheme.Length..];
        var data = companions.FirstOrDefault(element => element.Is("data", DataNamespace) && element["cid"] == id);
        return Base64Text.TryDecode(data?.Text, 1, MaxBytes, out var bytes) && IsNamedBy(id, bytes) ? this with { Data = bytes } : this;
    }

    // XEP-0231, section 2: the algorithm, a plus, the hash and a host that means nothing.
    private static bool IsNamedBy(string id, ReadOnlyMemory<byte> bytes)
    {
        var parts = id.Split('@')[0].Split('+');
        byte[]? hash = parts[0] switch
        {
            "sha1" => SHA1.HashData(bytes.Span),
            "sha256" or "sha-256" => SHA256.HashData(bytes.Span),
            _ => null,
        };
        return parts.Length == 2 && hash is not null && Convert.ToHexStringLower(hash).Equals(parts[1], StringComparison.OrdinalIgnoreCase);
    }
}
