// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Avatars;

/// <summary>Avatars (XEP-0084, XEP-0153) to and from XML, bounded and verified.</summary>
internal static class AvatarPayload
{
    public const string DataNamespace = "urn:xmpp:avatar:data";
    public const string MetadataNamespace = "urn:xmpp:avatar:metadata";
    public const string UpdateNamespace = "vcard-temp:x:update";
    private const int MaxInfos = 16;

    public static XmppElement WriteData(Avatar avatar) => new("data", DataNamespace) { Text = Base64Text.Encode(avatar.Bytes) };

    public static XmppElement WriteMetadata(Avatar? avatar)
    {
        var metadata = new XmppElement("metadata", MetadataNamespace);
        if (avatar is not null)
        {
            metadata.Add(
                new XmppElement("info", MetadataNamespace)
                {
                    ["id"] = avatar.Id,
                    ["type"] = avatar.MediaType,
                    ["bytes"] = avatar.Bytes.Length.ToString(CultureInfo.InvariantCulture),
                    ["width"] = avatar.Width.ToString(CultureInfo.InvariantCulture),
                    ["height"] = avatar.Height.ToString(CultureInfo.InvariantCulture),
                }
            );
        }

        return metadata;
    }

    /// <summary>The avatar that lies in the data node; null if there is none, or only such that lie elsewhere, are of another type or too large.</summary>
    public static AvatarInfo? ReadMetadata(XmppElement? metadata) =>
        metadata?.Is("metadata", MetadataNamespace) != true
            ? null
            : metadata
                .Elements("info", MetadataNamespace)
                .Take(MaxInfos)
                .Where(info => info["url"] is null)
                .Select(ReadInfo)
                .OfType<AvatarInfo>()
                // The data node has the PNG, whatever else there is (section 4.2.1).
                .OrderByDescending(info => info.MediaType == "image/png")
                .FirstOrDefault();

    /// <summary>What a presence says of the picture in its sender's vCard (XEP-0153): whether it says anything that can be read, and the id; null for none.</summary>
    public static (bool IsTold, string? Id) ReadUpdate(PresenceStanza presence)
    {
        var photo = presence.Element.Child("x", UpdateNamespace)?.Child("photo", UpdateNamespace)?.Text.Trim();
        var id = ReadId(photo);
        return (photo is not null && (photo.Length == 0 || id is not null), id);
    }

    public static ReadOnlyMemory<byte> ReadData(XmppElement? data) =>
        data?.Is("data", DataNamespace) == true && Base64Text.TryDecode(data.Text, 1, AvatarModule.MaxBytes, out var bytes)
            ? bytes
            : default;

    /// <summary>The bytes as an avatar; null if they are no image within the bounds.</summary>
    public static Avatar? Verify(ReadOnlyMemory<byte> bytes) =>
        bytes.Length is > 0 and <= AvatarModule.MaxBytes
        && ImageHeader.Read(bytes.Span) is { Width: > 0 and <= AvatarModule.MaxPixels, Height: > 0 and <= AvatarModule.MaxPixels } header
            ? new(Hash(bytes), header.MediaType, header.Width, header.Height, bytes)
            : null;

    /// <summary>An id in the form in which we compare it; null if it is none.</summary>
    public static string? ReadId(string? text) => text is { Length: 40 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    // XEP-0084 and XEP-0153 prescribe SHA-1. It names an image among those of one account, whose owner may publish what it likes anyway.
    private static string Hash(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes.Span));

    private static AvatarInfo? ReadInfo(XmppElement info) =>
        ReadId(info["id"]) is { } id
        && FileMetadataPayload.ReadMediaType(info["type"]) is { } type and ("image/png" or "image/jpeg" or "image/gif")
        && FileMetadataPayload.ReadNumber(info["bytes"], AvatarModule.MaxBytes) is { } size and > 0
            ? new(id, type, (int)size)
            : null;
}
