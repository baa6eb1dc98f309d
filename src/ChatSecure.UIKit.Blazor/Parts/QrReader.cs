// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>Reads QR codes. It takes no files of pictures but grey pixels, which the page makes of whatever it can show: width and height as 16 bits each, the
/// greater first, then a byte a pixel, line by line.</summary>
internal static class QrReader
{
    /// <summary>How wide and how high a picture may be, in pixels.</summary>
    public const int MaxSide = 1024;

    /// <summary>How many bytes it has at the most.</summary>
    public const int MaxBytes = Head + (MaxSide * MaxSide);

    private const int Head = 4;
    private const int MinSide = 21;

    private static readonly Dictionary<DecodeHintType, object> _hints = new() { [DecodeHintType.TRY_HARDER] = true };

    /// <summary>The text of the code in a picture; null if there is none that can be read, or if it is no picture. Bounded in time and memory, whatever the
    /// bytes.</summary>
    public static string? Read(ReadOnlySpan<byte> picture)
    {
        if (picture.Length is < Head or > MaxBytes)
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(picture), BinaryPrimitives.ReadUInt16BigEndian(picture[2..]));
        if (width is < MinSide or > MaxSide || height is < MinSide or > MaxSide || picture.Length != Head + (width * height))
        {
            return null;
        }

        try
        {
            var grey = new RGBLuminanceSource(picture[Head..].ToArray(), width, height, RGBLuminanceSource.BitmapFormat.Gray8);
            return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(grey)), _hints)?.Text;
        }
        catch (Exception error)
            when (error
                    is ReaderException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or InvalidOperationException
                        or System.FormatException
                        or OverflowException
            )
        {
            // What only looks like a code, or lies about what is in it.
            return null;
        }
    }
}
