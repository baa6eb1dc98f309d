// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>What the first bytes of a picture say it is. Only these are ever shown: kinds of pictures that are nothing but pixels. What its sender, its name
/// or its media type says does not count.</summary>
/// <param name="MediaType">The kind.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record PictureHeader(string MediaType, int Width, int Height)
{
    // A small file can claim a size that fills the memory of whoever draws it.
    private const long MaxPixels = 40_000_000;
    private const int MaxSegments = 512;

    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var header = Png(file) ?? Jpeg(file) ?? Gif(file) ?? WebP(file);
        return header is { Width: > 0, Height: > 0 } && (long)header.Width * header.Height <= MaxPixels ? header : null;
    }

    private static PictureHeader? Png(ReadOnlySpan<byte> file) =>
        file.Length >= 24
        && file.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])
        && file[12..16].SequenceEqual("IHDR"u8)
            ? new("image/png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : null;

    private static PictureHeader? Gif(ReadOnlySpan<byte> file) =>
        file.Length >= 10 && (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            ? new("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]))
            : null;

    private static PictureHeader? Jpeg(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
        {
            return null;
        }

        var at = 2;
        for (var i = 0; i < MaxSegments && at + 9 < file.Length && file[at] == 0xFF; i++)
        {
            var marker = file[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(
                    "image/jpeg",
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..])
                );
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static PictureHeader? WebP(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var kind = file[12..16];
        var (width, height) =
            kind.SequenceEqual("VP8X"u8) ? (1 + Int24(file[24..]), 1 + Int24(file[27..]))
            : kind.SequenceEqual("VP8 "u8)
                ? (
                    BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF,
                    BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF
                )
            : kind.SequenceEqual("VP8L"u8) ? Lossless(BinaryPrimitives.ReadUInt32LittleEndian(file[21..]))
            : (0, 0);
        return new("image/webp", width, height);
    }

    private static (int Width, int Height) Lossless(uint bits) => ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
