// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Media;

/// <summary>Tells what a file is by its first bytes. What people see as a picture must be one.</summary>
internal static class MediaTypes
{
    public const string Unknown = "application/octet-stream";

    /// <summary>How many bytes to look at.</summary>
    public const int HeadLength = 64;

    private static readonly (string Type, string Extension, int Offset, byte[] Magic)[] _known =
    [
        ("image/png", "png", 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", "jpg", 0, [0xFF, 0xD8, 0xFF]),
        ("image/gif", "gif", 0, "GIF8"u8.ToArray()),
        ("image/webp", "webp", 8, "WEBP"u8.ToArray()),
        ("image/avif", "avif", 4, "ftypavif"u8.ToArray()),
        ("image/heic", "heic", 4, "ftyphei"u8.ToArray()),
        ("audio/wav", "wav", 8, "WAVE"u8.ToArray()),
        ("audio/flac", "flac", 0, "fLaC"u8.ToArray()),
        ("audio/mpeg", "mp3", 0, "ID3"u8.ToArray()),
        ("audio/ogg", "ogg", 28, "OpusHead"u8.ToArray()),
        ("audio/mp4", "m4a", 4, "ftypM4A"u8.ToArray()),
        ("application/ogg", "ogg", 0, "OggS"u8.ToArray()),
        ("video/quicktime", "mov", 4, "ftypqt"u8.ToArray()),
        ("video/mp4", "mp4", 4, "ftyp"u8.ToArray()),
        ("video/webm", "webm", 0, [0x1A, 0x45, 0xDF, 0xA3]),
        ("application/pdf", "pdf", 0, "%PDF-"u8.ToArray()),
        ("application/zip", "zip", 0, [(byte)'P', (byte)'K', 3, 4]),
        ("application/gzip", "gz", 0, [0x1F, 0x8B]),
        ("application/x-elf", "bin", 0, [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        ("application/vnd.microsoft.portable-executable", "exe", 0, "MZ"u8.ToArray()),
    ];

    /// <summary>Whether a text is a media type without parameters (RFC 6838), of at most 255 characters.</summary>
    public static bool IsValid(string type) =>
        type.Length <= 255
        && type.Split('/') is [{ Length: > 0 } top, { Length: > 0 } sub]
        && (top + sub).All(c => char.IsAsciiLetterOrDigit(c) || "!#$&-^_.+".Contains(c, StringComparison.Ordinal));

    /// <summary>The type of a content; null if it is none that is known here.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        foreach (var (type, _, offset, magic) in _known)
        {
            if (head.Length >= offset + magic.Length && head.Slice(offset, magic.Length).SequenceEqual(magic))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The type to show a file by: what it is, if that is known and not just a wrapping of what was claimed; else what was claimed, unless that is a type
    /// which would have been known.</summary>
    public static string? Settle(string? claimed, string? sniffed) =>
        sniffed is not null ? (IsWrapping(sniffed, claimed) ? claimed : sniffed)
        : _known.Any(known => known.Type == claimed) ? Unknown
        : claimed;

    /// <summary>The extension that tells receivers without metadata what a file is; null for types that are not media.</summary>
    public static string? ExtensionOf(string? type) =>
        type is not null && type.Split('/')[0] is "image" or "audio" or "video"
            ? _known.FirstOrDefault(known => known.Type == type).Extension
            : null;

    // Documents of offices are zip files; containers hold sound or films.
    private static bool IsWrapping(string sniffed, string? claimed) =>
        claimed is not null
        && sniffed switch
        {
            "application/zip" => claimed.StartsWith("application/", StringComparison.Ordinal),
            "application/ogg" or "audio/ogg" => claimed is "audio/ogg" or "audio/opus" or "video/ogg",
            "video/webm" => claimed is "audio/webm" or "video/x-matroska" or "audio/x-matroska",
            "video/mp4" => claimed is "audio/mp4" or "video/3gpp" or "audio/3gpp" or "audio/aac",
            _ => false,
        };
}
