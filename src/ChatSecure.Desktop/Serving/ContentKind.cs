// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Desktop.Serving;

/// <summary>What a file is by its first bytes, whatever its sender says. Only what a browser shows without running anything is ever shown; everything else,
/// and all that can carry scripts (SVG, HTML, PDF), is a download.</summary>
internal static class ContentKind
{
    /// <summary>How many first bytes are needed.</summary>
    public const int HeadLength = 16;

    public const string Unknown = "application/octet-stream";

    public static string Of(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f', ..] => "image/avif",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'M', (byte)'4', (byte)'A', ..] => "audio/mp4",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
            [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
            [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB, ..] => "audio/mpeg",
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
            _ => Unknown,
        };
}
