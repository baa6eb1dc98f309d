// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.UIKit.Tests.Media;

/// <summary>Small pictures, made by hand.</summary>
internal static class Pictures
{
    /// <summary>What must not go out.</summary>
    public static byte[] SecretBytes => [.. "47.3769N 8.5417E"u8];

    public static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    public static byte[] JfifSegment { get; } = Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]);

    public static byte[] Scan { get; } = [.. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];

    /// <summary>A JPEG with these segments before its scan, and something after its end.</summary>
    public static byte[] Jpeg(params byte[][] segments) =>
        [0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. Segment(0xDB, [0, 16, 11]), .. Scan, 0xFF, 0xD9];

    public static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    /// <summary>An Exif with an orientation, and with what must not go out.</summary>
    public static byte[] Exif(byte orientation, bool isLittle = false)
    {
        byte[] tiff = isLittle
            ?
            [
                .. "II*\0"u8,
                8,
                0,
                0,
                0,
                2,
                0,
                .. (byte[])[0x0F, 1, 2, 0, 20, 0, 0, 0, 38, 0, 0, 0],
                .. (byte[])[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
                0,
                0,
                0,
                0,
                .. SecretBytes,
            ]
            :
            [
                .. "MM\0*"u8,
                0,
                0,
                0,
                8,
                0,
                2,
                .. (byte[])[1, 0x0F, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38],
                .. (byte[])[1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
                0,
                0,
                0,
                0,
                .. SecretBytes,
            ];
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);
    }

    public static byte[] Png(params byte[][] chunks) =>
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            0x0A,
            .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            .. chunks.SelectMany(chunk => chunk),
            .. Chunk("IDAT", [1, 2, 3, 4]),
            .. Chunk("IEND", []),
        ];

    // Nobody here looks at the checksum.
    public static byte[] Chunk(string type, byte[] content) =>
        [0, 0, (byte)(content.Length >> 8), (byte)content.Length, .. Ascii(type), .. content, 9, 9, 9, 9];

    public static byte[] Webp(params byte[][] chunks)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    public static byte[] Riff(string type, byte[] content) =>
        [
            .. Ascii(type),
            (byte)content.Length,
            (byte)(content.Length >> 8),
            0,
            0,
            .. content,
            .. content.Length % 2 == 0 ? (byte[])[] : [0],
        ];
}
