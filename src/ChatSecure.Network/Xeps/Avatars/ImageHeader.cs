// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.Network.Xeps.Avatars;

/// <summary>What kind of image some bytes are and how large it would become, read from its header without decoding it: whoever decodes an image of a few
/// kilobytes may otherwise find that it is a gigapixel.</summary>
internal readonly record struct ImageHeader(string MediaType, int Width, int Height)
{
    private const int JpegFrame = 9;

    public static ImageHeader? Read(ReadOnlySpan<byte> image)
    {
        if (image.Length >= 24 && IsPng(image))
        {
            return new("image/png", BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]));
        }

        if (image.Length >= 10 && (image.StartsWith("GIF87a"u8) || image.StartsWith("GIF89a"u8)))
        {
            return new(
                "image/gif",
                BinaryPrimitives.ReadUInt16LittleEndian(image[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(image[8..])
            );
        }

        return image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ReadJpeg(image[2..]) : null;
    }

    private static bool IsPng(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        && image[12..16].SequenceEqual("IHDR"u8);

    // Segment by segment to the first one that starts a frame.
    private static ImageHeader? ReadJpeg(ReadOnlySpan<byte> segments)
    {
        while (segments.Length >= JpegFrame && segments[0] == 0xFF)
        {
            var marker = segments[1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(
                    "image/jpeg",
                    BinaryPrimitives.ReadUInt16BigEndian(segments[7..]),
                    BinaryPrimitives.ReadUInt16BigEndian(segments[5..])
                );
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(segments[2..]) + 2;
            if (length < 4 || length > segments.Length)
            {
                return null;
            }

            segments = segments[length..];
        }

        return null;
    }
}
