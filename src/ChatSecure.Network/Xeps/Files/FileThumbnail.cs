// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>A small picture of a file, which travels with what is told of it (XEP-0264): as a <c>data:</c> address, so that it is protected like the message and
/// nobody has to fetch it.</summary>
public sealed class FileThumbnail
{
    /// <summary>The greatest size, in bytes.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>The greatest width and height, in pixels.</summary>
    public const int MaxPixels = 512;

    internal const string Namespace = "urn:xmpp:thumbs:1";

    private FileThumbnail(ReadOnlyMemory<byte> content, ImageHeader header) =>
        (Content, MediaType, Width, Height) = (content, header.MediaType, header.Width, header.Height);

    /// <summary>The picture.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Its media type: <c>image/png</c>, <c>image/jpeg</c> or <c>image/gif</c>.</summary>
    public string MediaType { get; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; }

    /// <summary>The picture as a <c>data:</c> address.</summary>
    public string DataUri => $"data:{MediaType};base64,{Convert.ToBase64String(Content.Span)}";

    /// <summary>Takes a picture, by what its header says of it.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>The thumbnail; null if it is none that is known here, or beyond a bound.</returns>
    public static FileThumbnail? TryCreate(ReadOnlyMemory<byte> picture) =>
        picture.Length is > 0 and <= MaxBytes
        && ImageHeader.Read(picture.Span) is { Width: > 0 and <= MaxPixels, Height: > 0 and <= MaxPixels } header
            ? new(picture, header)
            : null;

    /// <summary>Reads a picture out of its <c>data:</c> address.</summary>
    /// <param name="uri">The address.</param>
    /// <returns>The thumbnail; null if it is none, of another type than it says, or beyond a bound.</returns>
    public static FileThumbnail? TryParse(string? uri)
    {
        const string Scheme = "data:";
        const string Encoding = ";base64,";
        return
            uri is not null
            && uri.StartsWith(Scheme, StringComparison.Ordinal)
            && uri.IndexOf(Encoding, StringComparison.Ordinal) is > 0 and < 32 and var end
            && Base64Text.TryDecode(uri[(end + Encoding.Length)..], 1, MaxBytes, out var picture)
            && TryCreate(picture) is { } thumbnail
            && thumbnail.MediaType == uri[Scheme.Length..end]
            ? thumbnail
            : null;
    }

    internal static FileThumbnail? Read(XmppElement file) =>
        file.Elements("thumbnail", Namespace)
            .Take(4)
            .Select(thumbnail => TryParse(thumbnail["uri"]))
            .FirstOrDefault(found => found is not null);

    internal XmppElement Write() =>
        new("thumbnail", Namespace)
        {
            ["uri"] = DataUri,
            ["media-type"] = MediaType,
            ["width"] = FileMetadataPayload.Format(Width),
            ["height"] = FileMetadataPayload.Format(Height),
        };
}
