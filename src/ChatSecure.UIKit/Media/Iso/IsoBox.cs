// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text;

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>A box of the ISO base media format (ISO/IEC 14496-12, section 4.2), of which films are made, and the photos of many phones.</summary>
/// <param name="Type">Its four letters.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="HeadLength">How long what stands before its content is.</param>
/// <param name="Length">How long it is with that; null if it goes on to the end of the file.</param>
internal readonly record struct IsoBox(string Type, long Start, int HeadLength, long? Length)
{
    /// <summary>How much to look at for the longest head.</summary>
    public const int MaxHead = 16;

    /// <summary>How long the shortest head is.</summary>
    public const int MinHead = 8;

    /// <summary>Where its content begins.</summary>
    public long Content => Start + HeadLength;

    /// <summary>Where it ends.</summary>
    /// <exception cref="MediaException">It does not say so.</exception>
    public long End => Start + (Length ?? throw new MediaException("A box has no end."));

    /// <summary>Reads what stands before a content.</summary>
    /// <exception cref="MediaException">That is no box.</exception>
    public static IsoBox Read(ReadOnlySpan<byte> bytes, long start)
    {
        if (bytes.Length < MinHead)
        {
            throw new MediaException("A box has no head.");
        }

        var type = Encoding.Latin1.GetString(bytes[4..8]);
        long length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var head = MinHead;
        if (length == 1 && bytes.Length >= MaxHead)
        {
            (length, head) = (BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), MaxHead);
        }

        return length == 0 ? new(type, start, head, null)
            : length < head || length > long.MaxValue - start ? throw new MediaException("A box is shorter than its head.")
            : new(type, start, head, length);
    }

    /// <summary>The boxes that stand one after the other in a part of a file.</summary>
    /// <param name="bytes">What was read of the file.</param>
    /// <param name="start">Where the first one begins in that.</param>
    /// <param name="end">Where the last one ends.</param>
    /// <exception cref="MediaException">There is something else.</exception>
    public static List<IsoBox> List(ReadOnlySpan<byte> bytes, long start, long end)
    {
        if (start > end)
        {
            throw new MediaException("A box is too short for what it holds.");
        }

        List<IsoBox> boxes = [];

        // QuickTime may end a list with zeros.
        while (end - start >= MinHead || bytes[(int)start..(int)end].ContainsAnyExcept((byte)0))
        {
            var box = Read(bytes[(int)start..(int)end], start);
            box = box with { Length = box.Length ?? end - start };
            if (box.End > end)
            {
                throw new MediaException("A box is longer than what it stands in.");
            }

            boxes.Add(box);
            start = box.End;
        }

        return boxes;
    }
}
