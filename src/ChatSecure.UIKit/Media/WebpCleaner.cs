// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ChatSecure.UIKit.Media;

/// <summary>A WebP (RFC 9649) without what is not the picture: Exif, XMP, chunks that nobody knows, and what follows its end.</summary>
internal static class WebpCleaner
{
    /// <summary>How long the head is: <c>RIFF</c>, the size of what follows that size, <c>WEBP</c>.</summary>
    public const int FileHeadLength = 12;

    private const int HeadLength = 8;
    private const int ExtendedLength = 10;
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;

    public static bool IsWebp(ReadOnlySpan<byte> head) =>
        head.Length >= FileHeadLength && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8);

    /// <param name="source">The picture.</param>
    /// <param name="size">How long it becomes, which stands in its head; null if that is what is to be found out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MediaException">It is not well-formed, or it becomes another size.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> CleanAsync(
        MediaSource source,
        long? size,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var file = (await source.TakeAsync(FileHeadLength, cancellationToken).ConfigureAwait(false)).ToArray();
        var left = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)) - 4L;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)((size ?? HeadLength) - HeadLength));
        yield return file;

        long written = file.Length;
        while (left > 0)
        {
            var head = (await source.TakeAsync(HeadLength, cancellationToken).ConfigureAwait(false)).ToArray();
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var padded = length + (length & 1L);
            left -= HeadLength + padded;
            if (left < 0)
            {
                throw new MediaException("A chunk is longer than the picture.");
            }

            if (!IsKept(head))
            {
                await source.SkipAsync(padded, cancellationToken).ConfigureAwait(false);
                continue;
            }

            written += HeadLength + padded;
            yield return head;
            if (head.AsSpan().StartsWith("VP8X"u8))
            {
                yield return WithoutFlags(length, await source.TakeAsync(ExtendedLength, cancellationToken).ConfigureAwait(false));
            }
            else
            {
                await foreach (var part in source.PartsAsync(padded, cancellationToken).ConfigureAwait(false))
                {
                    yield return part;
                }
            }
        }

        if (left < 0 || (size is { } promised && promised != written))
        {
            throw new MediaException("The picture is not as long as it says.");
        }
    }

    private static bool IsKept(ReadOnlySpan<byte> head) =>
        head.StartsWith("VP8 "u8)
        || head.StartsWith("VP8L"u8)
        || head.StartsWith("VP8X"u8)
        || head.StartsWith("ALPH"u8)
        || head.StartsWith("ANIM"u8)
        || head.StartsWith("ANMF"u8)
        || head.StartsWith("ICCP"u8);

    private static byte[] WithoutFlags(uint length, ReadOnlyMemory<byte> chunk)
    {
        if (length != ExtendedLength)
        {
            throw new MediaException("What the picture has is not told.");
        }

        var told = chunk.ToArray();
        told[0] &= unchecked((byte)~(ExifFlag | XmpFlag));
        return told;
    }
}
