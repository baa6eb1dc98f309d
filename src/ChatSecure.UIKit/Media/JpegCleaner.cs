// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ChatSecure.UIKit.Media;

/// <summary>A JPEG (ITU-T T.81) without what is not the picture: of its notes stay the colours (JFIF, ICC, Adobe) and which way up it is. What follows the picture,
/// such as the film or the other pictures that phones append, is left out.</summary>
internal static class JpegCleaner
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte FirstNote = 0xE0;
    private const byte Exif = 0xE1;
    private const byte ColorProfile = 0xE2;
    private const byte Adobe = 0xEE;
    private const byte LastNote = 0xEF;
    private const byte Comment = 0xFE;
    private const int JfifLength = 18;
    private const int AdobeLength = 16;

    /// <exception cref="MediaException">It is not well-formed.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> CleanAsync(
        MediaSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        yield return await source.TakeAsync(2, cancellationToken).ConfigureAwait(false);
        var isTurned = false;
        while (await NextMarkerAsync(source, cancellationToken).ConfigureAwait(false) is var marker && marker != EndOfImage)
        {
            var head = await source.PeekAsync(4, cancellationToken).ConfigureAwait(false);
            var length = head.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(head.Span[2..]);
            if (length < 2)
            {
                throw new MediaException("A segment has no length.");
            }

            var segment = await source.TakeAsync(2 + length, cancellationToken).ConfigureAwait(false);
            if (marker == Exif && !isTurned && ExifOrientation.Of(segment.Span[4..]) is { } orientation)
            {
                isTurned = true;
                yield return orientation == ExifOrientation.Upright ? default : ExifOrientation.Segment(orientation);
            }
            else
            {
                yield return Clean(marker, segment);
            }

            if (marker == StartOfScan)
            {
                await foreach (var part in ScanAsync(source, cancellationToken).ConfigureAwait(false))
                {
                    yield return part;
                }
            }
        }

        yield return await source.TakeAsync(2, cancellationToken).ConfigureAwait(false);
    }

    // Any number of FF may stand before a marker.
    private static async ValueTask<byte> NextMarkerAsync(MediaSource source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = await source.PeekAsync(2, cancellationToken).ConfigureAwait(false);
            if (next.Length < 2 || next.Span[0] != 0xFF)
            {
                throw new MediaException("There is no marker where one has to be.");
            }

            if (next.Span[1] != 0xFF)
            {
                return next.Span[1];
            }

            await source.TakeAsync(1, cancellationToken).ConfigureAwait(false);
        }
    }

    // Frames, tables and scans are the picture. What no decoder needs to know may be anything.
    private static ReadOnlyMemory<byte> Clean(byte marker, ReadOnlyMemory<byte> segment) =>
        marker switch
        {
            0xC8 => throw new MediaException("A marker is reserved."),
            >= 0xC0 and <= 0xCF or StartOfScan or 0xDB or 0xDC or 0xDD or 0xDE or 0xDF => segment,
            FirstNote => Cut(segment, "JFIF\0"u8, JfifLength),
            ColorProfile when segment.Span[4..].StartsWith("ICC_PROFILE\0"u8) => segment,
            Adobe => Cut(segment, "Adobe"u8, AdobeLength),
            (> FirstNote and <= LastNote) or Comment => default,
            _ => throw new MediaException("A marker is none that stands here."),
        };

    // As long as it has to be: a JFIF may hold a small picture of what was there before somebody cut it off.
    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> segment, ReadOnlySpan<byte> name, int length)
    {
        if (segment.Length < length || !segment.Span[4..].StartsWith(name))
        {
            return default;
        }

        var cut = segment[..length].ToArray();
        cut[3] = (byte)(length - 2);
        if (length == JfifLength)
        {
            cut.AsSpan(length - 2).Clear();
        }

        return cut;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ScanAsync(
        MediaSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var next = await source.PeekAsync(2, cancellationToken).ConfigureAwait(false);
            if (next.Length < 2)
            {
                throw new MediaException("The picture has no end.");
            }

            var length = ScanLength(next.Span);
            if (length == 0)
            {
                yield break;
            }

            yield return await source.TakeAsync(length, cancellationToken).ConfigureAwait(false);
        }
    }

    // In a scan an FF is followed by 0, or by a number that tells where to go on after an error. Anything else ends it.
    private static int ScanLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (bytes[length..].IndexOf((byte)0xFF) is >= 0 and var at)
        {
            length += at;
            if (length + 1 == bytes.Length || bytes[length + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return length;
            }

            length += 2;
        }

        return bytes.Length;
    }
}
