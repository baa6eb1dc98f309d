// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.Branding.Inspection;

/// <summary>Reads how large a picture is from its first bytes, without decoding it.</summary>
internal static class PictureSize
{
    /// <summary>The size in pixels; null for drawings and for what can't be read.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0x89, (byte)'P', ..] when bytes.Length >= 24 && bytes[12..16].SequenceEqual("IHDR"u8) => (Big(bytes[16..]), Big(bytes[20..])),
            [0xFF, 0xD8, ..] => Jpeg(bytes),
            [(byte)'R', (byte)'I', ..] when bytes.Length >= 30 => WebP(bytes),
            [0, 0, 1, 0, _, _, var width, var height, ..] => (width == 0 ? 256 : width, height == 0 ? 256 : height),
            _ => null,
        };

    private static int Big(ReadOnlySpan<byte> bytes) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes), int.MaxValue);

    // The segments of a JPEG up to the start of a frame (ITU T.81, B.2.2), which holds height and width.
    private static (int Width, int Height)? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
        }

        return null;
    }

    // RFC 9649, section 2: three kinds of first chunk.
    private static (int Width, int Height)? WebP(ReadOnlySpan<byte> bytes)
    {
        var kind = bytes[12..16];
        if (kind.SequenceEqual("VP8X"u8))
        {
            return (Little24(bytes[24..]) + 1, Little24(bytes[27..]) + 1);
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return kind.SequenceEqual("VP8 "u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
