// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.IO.Compression;
using ChatSecure.Clients;

namespace ChatSecure.Demo;

/// <summary>Paints a small picture (PNG) by itself: a sunset, which is different for each number.</summary>
internal static class Painting
{
    private const int Width = 240;
    private const int Height = 160;

    public static OutgoingAttachment Next(int number) =>
        new(_ => ValueTask.FromResult<Stream>(new MemoryStream(Paint(number))))
        {
            FileName = $"sunset-{number}.png",
            MediaType = "image/png",
            Description = "A sunset over the sea",
            Width = Width,
            Height = Height,
            IsInline = true,
        };

    private static byte[] Paint(int number)
    {
        var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                deflate.WriteByte(0);
                for (var x = 0; x < Width; x++)
                {
                    deflate.Write(Color(x, y, number));
                }
            }
        }

        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, pixels.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Color(int x, int y, int number)
    {
        var sunX = 40 + (number * 37 % 160);
        var isSea = y > 105;
        var fromSun = Math.Sqrt(((x - sunX) * (x - sunX)) + ((y - 95) * (y - 95)));
        if (!isSea && fromSun < 26)
        {
            return [255, 214, 120];
        }

        var glow = Math.Clamp(1 - (fromSun / 190), 0, 1) * (isSea && (x + (y * 7)) % 11 < 5 ? 0.8 : 1);
        return [(byte)(60 + (glow * 180)), (byte)((isSea ? 70 : 50) + (glow * 90)), (byte)(120 + (y / 4) - (glow * 40))];
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        var crc = uint.MaxValue;
        foreach (var b in (ReadOnlySpan<byte>)[.. type, .. content])
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        png.Write(number);
    }
}
