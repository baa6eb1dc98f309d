// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>What is written over in a file, whose parts all keep their places: indexes count from its beginning.</summary>
internal sealed class IsoPatches
{
    private readonly List<Patch> _patches = [];

    /// <summary>How long the file is that they were made for.</summary>
    public long Length { get; set; }

    /// <summary>Makes a part of the file zeros.</summary>
    public void Clear(long start, long end)
    {
        _patches.Add(new(start, end, IsName: false));
    }

    /// <summary>Makes a box one of free space (section 8.1.2), with nothing in it.</summary>
    /// <param name="box">The box.</param>
    /// <param name="origin">From where its places count.</param>
    public void Hide(IsoBox box, long origin)
    {
        var start = origin + box.Start;
        _patches.Add(new(start + 4, start + 8, IsName: true));
        Clear(origin + box.Content, origin + box.End);
    }

    /// <summary>Writes over what is to be written over.</summary>
    /// <param name="source">The file, from its beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MediaException">It is not the file that was looked at.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ApplyAsync(
        MediaSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<Patch> patches = [.. _patches.OrderBy(patch => patch.Start)];
        var (at, next) = (0L, 0);
        await foreach (var part in source.RestAsync(cancellationToken).ConfigureAwait(false))
        {
            var end = at + part.Length;
            if (next < patches.Count && patches[next].Start < end)
            {
                var bytes = part.ToArray();
                for (var patch = next; patch < patches.Count && patches[patch].Start < end; patch++)
                {
                    Write(patches[patch], bytes, at);
                }

                while (next < patches.Count && patches[next].End <= end)
                {
                    next++;
                }

                yield return bytes;
            }
            else
            {
                yield return part;
            }

            at = end;
        }

        if (at != Length)
        {
            throw new MediaException("The file has changed since it was looked at.");
        }
    }

    private static void Write(Patch patch, byte[] bytes, long at)
    {
        var from = Math.Max(patch.Start, at);
        var to = Math.Min(patch.End, at + bytes.Length);
        if (to <= from)
        {
            return;
        }

        var part = bytes.AsSpan((int)(from - at), (int)(to - from));
        if (patch.IsName)
        {
            "free"u8[(int)(from - patch.Start)..(int)(to - patch.Start)].CopyTo(part);
        }
        else
        {
            part.Clear();
        }
    }

    private readonly record struct Patch(long Start, long End, bool IsName);
}
