// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>Where the pieces of a track lie (sections 8.6 and 8.7).</summary>
internal static class IsoSamples
{
    /// <summary>Has all of a track go.</summary>
    /// <param name="index">The index of the film.</param>
    /// <param name="table">The boxes of the track's sample table.</param>
    /// <param name="data">Where contents lie.</param>
    public static void Unwant(ReadOnlySpan<byte> index, List<IsoBox> table, IsoData data)
    {
        var sizes = Sizes(index, table);
        var chunks = Chunks(index, table);
        var runs = Runs(index, table);
        if (chunks.Count > 0 && (runs.Count == 0 || runs[0].First != 1))
        {
            throw new MediaException("It is not told what lies in the first piece.");
        }

        var (sample, run) = (0L, 0);
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            while (run + 1 < runs.Count && runs[run + 1].First <= chunk + 1)
            {
                run++;
            }

            var count = Math.Min(runs[run].Count, sizes.Count - sample);
            data.Unwant(chunks[chunk], sizes.Sum(sample, count));
            sample += count;
        }
    }

    private static SampleSizes Sizes(ReadOnlySpan<byte> index, List<IsoBox> table)
    {
        var box = table.Find(one => one.Type is "stsz" or "stz2");
        if (box.Type is null)
        {
            throw new MediaException("The sizes of the pieces are not told.");
        }

        var fields = new IsoFields(index, box);
        fields.Version();
        var isShort = box.Type == "stz2";
        var size = fields.Four();
        var count = fields.Four();
        if (!isShort && size != 0)
        {
            return new(size, count, []);
        }

        var bits = isShort ? (int)(size & 0xFF) : 32;
        if (bits is not (4 or 8 or 16 or 32) || (count * (long)bits + 7) / 8 > fields.Left)
        {
            throw new MediaException("Not all sizes are told.");
        }

        var sizes = new long[count];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (bits == 4)
            {
                var two = fields.Number(1);
                sizes[i] = two >> 4;
                if (++i < sizes.Length)
                {
                    sizes[i] = two & 0xF;
                }
            }
            else
            {
                sizes[i] = fields.Number(bits / 8);
            }
        }

        return new(0, count, sizes);
    }

    private static List<long> Chunks(ReadOnlySpan<byte> index, List<IsoBox> table)
    {
        var box = table.Find(one => one.Type is "stco" or "co64");
        if (box.Type is null)
        {
            throw new MediaException("The places of the pieces are not told.");
        }

        var fields = new IsoFields(index, box);
        fields.Version();
        var length = box.Type == "co64" ? 8 : 4;
        List<long> chunks = [];
        for (var left = fields.Four(); left > 0; left--)
        {
            chunks.Add(fields.Number(length));
        }

        return chunks;
    }

    private static List<(long First, long Count)> Runs(ReadOnlySpan<byte> index, List<IsoBox> table)
    {
        var box = table.Find(one => one.Type == "stsc");
        List<(long First, long Count)> runs = [];
        if (box.Type is null)
        {
            return runs;
        }

        var fields = new IsoFields(index, box);
        fields.Version();
        for (var left = fields.Four(); left > 0; left--)
        {
            runs.Add((fields.Four(), fields.Four()));
            fields.Skip(4);
        }

        return runs;
    }

    private readonly record struct SampleSizes(long Each, long Count, long[] Table)
    {
        public long Sum(long first, long count)
        {
            if (Table.Length == 0)
            {
                return count > 0 && Each > long.MaxValue / count
                    ? throw new MediaException("A piece is longer than any file.")
                    : Each * count;
            }

            var sum = 0L;
            foreach (var size in Table.AsSpan((int)first, (int)count))
            {
                sum += size;
            }

            return sum;
        }
    }
}
