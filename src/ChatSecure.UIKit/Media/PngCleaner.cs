// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ChatSecure.UIKit.Media;

/// <summary>A PNG (third edition, with animations) without what is not the picture: texts, times, Exif, chunks that nobody knows, and what follows its end.</summary>
internal static class PngCleaner
{
    private const int HeadLength = 8;
    private const int ChecksumLength = 4;

    private static readonly HashSet<uint> _kept =
    [
        .. ((string[])["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI"]).Select(
            Type
        ),
        .. ((string[])["bKGD", "hIST", "pHYs", "acTL", "fcTL", "fdAT"]).Select(Type),
    ];

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="MediaException">It is not well-formed.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> CleanAsync(
        MediaSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        yield return await source.TakeAsync(Magic.Length, cancellationToken).ConfigureAwait(false);
        for (var (type, isFirst) = (0u, true); type != Type("IEND"); isFirst = false)
        {
            var head = await source.TakeAsync(HeadLength, cancellationToken).ConfigureAwait(false);
            (type, var length) = (BinaryPrimitives.ReadUInt32BigEndian(head.Span[4..]), BinaryPrimitives.ReadUInt32BigEndian(head.Span));
            if (length > int.MaxValue || isFirst != (type == Type("IHDR")) || (type == Type("IEND") && length > 0))
            {
                throw new MediaException("A chunk is not what has to be there.");
            }

            if (_kept.Contains(type))
            {
                yield return head;
                await foreach (var part in source.PartsAsync(length + (long)ChecksumLength, cancellationToken).ConfigureAwait(false))
                {
                    yield return part;
                }
            }
            else if (IsCritical(type))
            {
                throw new MediaException("A chunk that nobody knows is part of the picture.");
            }
            else
            {
                await source.SkipAsync(length + (long)ChecksumLength, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The first letter of its type is upper-case.
    private static bool IsCritical(uint type) => (type & 0x2000_0000) == 0;

    private static uint Type(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];
}
