// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>File metadata to and from XML, in the namespace of XEP-0446 or that of a Jingle file transfer, which has the same elements. A field that is
/// malformed or beyond its bound counts as absent.</summary>
internal static class FileMetadataPayload
{
    public const string Namespace = "urn:xmpp:file:metadata:0";
    private const int MaxName = 255;
    private const int MaxMediaType = 255;
    private const int MaxDescription = 4096;
    private const int MaxPixels = ushort.MaxValue;

    // A hundred days.
    private const long MaxMilliseconds = 100L * 24 * 60 * 60 * 1000;

    public static FileMetadata Read(XmppElement file) =>
        new()
        {
            Name = ReadText(file, "name", MaxName),
            MediaType = ReadMediaType(ReadText(file, "media-type", MaxMediaType)),
            Size = ReadNumber(file, "size", long.MaxValue),
            Date = XmppDateTime.TryParse(file.Child("date", file.Namespace)?.Text, out var date) ? date : null,
            Description = ReadText(file, "desc", MaxDescription),
            Width = ReadPixels(file, "width"),
            Height = ReadPixels(file, "height"),
            Duration = ReadNumber(file, "length", MaxMilliseconds) is { } length ? TimeSpan.FromMilliseconds(length) : null,
            Hashes = ContentHashes.Read(file),
            Thumbnail = FileThumbnail.Read(file),
        };

    public static XmppElement Write(FileMetadata metadata, string ns = Namespace)
    {
        var file = new XmppElement("file", ns);
        Add("media-type", metadata.MediaType);
        Add("name", metadata.Name);
        Add("date", metadata.Date is { } date ? XmppDateTime.Format(date) : null);
        Add("size", Format(metadata.Size));
        Add("desc", metadata.Description);
        Add("width", Format(metadata.Width));
        Add("height", Format(metadata.Height));
        Add("length", metadata.Duration is { } duration ? Format((long)duration.TotalMilliseconds) : null);
        foreach (var hash in metadata.Hashes)
        {
            file.Add(ContentHashes.Write(hash));
        }

        if (metadata.Thumbnail is { } thumbnail)
        {
            file.Add(thumbnail.Write());
        }

        return file;

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                file.Add(new XmppElement(name, ns) { Text = text });
            }
        }
    }

    /// <summary>A media type of RFC 6838's characters, without parameters; null otherwise.</summary>
    public static string? ReadMediaType(string? text)
    {
        var type = text?.Split(';')[0].Trim();
        return type?.Split('/') is [{ Length: > 0 } top, { Length: > 0 } sub] && top.All(IsTypeCharacter) && sub.All(IsTypeCharacter)
            ? type.ToLowerInvariant()
            : null;
    }

    public static long? ReadNumber(string? text, long max) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number : null;

    public static string? Format(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? ReadText(XmppElement file, string name, int max) =>
        file.Child(name, file.Namespace)?.Text is { Length: > 0 } text && text.Length <= max ? text : null;

    private static long? ReadNumber(XmppElement file, string name, long max) => ReadNumber(file.Child(name, file.Namespace)?.Text, max);

    private static int? ReadPixels(XmppElement file, string name) =>
        ReadNumber(file, name, MaxPixels) is { } pixels and > 0 ? (int)pixels : null;

    private static bool IsTypeCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$&-^_.+".Contains(c, StringComparison.Ordinal);
}
