// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;

namespace ChatSecure.UIKit.Media;

/// <summary>Which way up a photo is (Exif 2.32, tag 274): the one thing in its Exif without which it looks wrong.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>As the camera took it.</summary>
    public const ushort Upright = 1;

    private static ReadOnlySpan<byte> Name => "Exif\0\0"u8;

    /// <summary>What a segment of a JPEG says, 1 to 8, and 1 if what it says makes no sense; null if it is no Exif.</summary>
    /// <param name="segment">What follows the segment's length.</param>
    public static ushort? Of(ReadOnlySpan<byte> segment) =>
        segment.StartsWith(Name)
            ? Read(segment[Name.Length..]) is { } found and >= 1 and <= 8
                ? found
                : Upright
            : null;

    /// <summary>A segment of a JPEG, with its marker, that says this and nothing else.</summary>
    public static byte[] Segment(ushort orientation) =>
        [
            .. (ReadOnlySpan<byte>)[0xFF, 0xE1, 0, 34],
            .. Name,
            .. "MM\0*"u8,
            .. (ReadOnlySpan<byte>)[0, 0, 0, 8, 0, 1, Tag >> 8, Tag & 0xFF, 0, (byte)ShortType, 0, 0, 0, 1, 0, (byte)orientation, 0, 0],
            .. (ReadOnlySpan<byte>)[0, 0, 0, 0],
        ];

    // A head of eight bytes that tells where the first directory is, which has entries of twelve.
    private static ushort? Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("MM\0*"u8) || tiff.StartsWith("II*\0"u8)))
        {
            return null;
        }

        var isLittle = tiff[0] == 'I';
        var start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2)
        {
            return null;
        }

        var directory = tiff[(int)start..];
        var count = Short(directory, isLittle);
        for (directory = directory[2..]; count > 0 && directory.Length >= 12; count--, directory = directory[12..])
        {
            if (Short(directory, isLittle) == Tag)
            {
                return Short(directory[2..], isLittle) == ShortType ? Short(directory[8..], isLittle) : null;
            }
        }

        return null;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
