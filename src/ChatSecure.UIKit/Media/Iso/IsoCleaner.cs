// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>A film, or a picture as phones make them (HEIC, AVIF), without what is not seen or heard: place, time, device, notes, tracks of measurements, and what nobody
/// knows. All that stays keeps its place.</summary>
internal static class IsoCleaner
{
    // A film of many hours has an index of some megabytes.
    private const int MaxIndex = 32 * 1024 * 1024;

    // Pictures of cameras that have yet to be developed are made so, too; without what the camera says that can't be done.
    public static bool IsIso(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && !head[8..].StartsWith("crx "u8);

    /// <summary>Looks through a file for what is to be taken out. It is read to its end for that, and hardly anything but its index is in memory.</summary>
    /// <exception cref="MediaException">It is not well-formed, or it holds what can't be looked through.</exception>
    public static async Task<IsoPatches> ExamineAsync(MediaSource source, CancellationToken cancellationToken)
    {
        var patches = new IsoPatches();
        var data = new IsoData();
        var at = 0L;
        while (await source.PeekAsync(IsoBox.MaxHead, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } head)
        {
            if (head.Length < IsoBox.MinHead)
            {
                patches.Clear(at, at + head.Length);
                at += head.Length;
                break;
            }

            var box = IsoBox.Read(head.Span, at);
            if (box is { Length: null })
            {
                at += await ToTheEndAsync(source, box, cancellationToken).ConfigureAwait(false);
                data.Add(box.Content, at);
                break;
            }

            switch (box.Type)
            {
                case "moov" or "moof" or "meta":
                    var index = await ReadAsync(source, box.End - box.Start, cancellationToken).ConfigureAwait(false);
                    Examine(index, at, data, patches);
                    break;
                case "ftyp" or "styp" or "mdat" or "mfra" or "sidx" or "ssix" or "pdin":
                    await source.SkipAsync(box.End - box.Start, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    patches.Hide(box, 0);
                    await source.SkipAsync(box.End - box.Start, cancellationToken).ConfigureAwait(false);
                    break;
            }

            if (box.Type == "mdat")
            {
                data.Add(box.Content, box.End);
            }

            at = box.End;
        }

        patches.Length = at;
        data.Clear(patches);
        return patches;
    }

    private static void Examine(ReadOnlyMemory<byte> index, long origin, IsoData data, IsoPatches patches)
    {
        var whole = IsoBox.Read(index.Span, 0);
        switch (whole.Type)
        {
            case "moov":
                new IsoMovie(index, origin, data, patches).Examine(whole);
                break;
            case "moof":
                new IsoMovie(index, origin, data, patches).ExamineFragment(whole);
                break;
            default:
                new IsoItems(index, origin, data, patches).Examine(whole);
                break;
        }
    }

    private static async Task<long> ToTheEndAsync(MediaSource source, IsoBox box, CancellationToken cancellationToken)
    {
        if (box.Type != "mdat")
        {
            throw new MediaException("Something other than pictures and sound has no end.");
        }

        var length = 0L;
        await foreach (var part in source.RestAsync(cancellationToken).ConfigureAwait(false))
        {
            length += part.Length;
        }

        return length;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(MediaSource source, long length, CancellationToken cancellationToken)
    {
        if (length > MaxIndex)
        {
            throw new MediaException("The index is too long to be looked through.");
        }

        var bytes = new ArrayBufferWriter<byte>();
        await foreach (var part in source.PartsAsync(length, cancellationToken).ConfigureAwait(false))
        {
            bytes.Write(part.Span);
        }

        return bytes.WrittenMemory;
    }
}
