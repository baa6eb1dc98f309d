// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>The index of a film (section 8.2): what it says of the recording, and tracks of anything but what is seen, heard or read.</summary>
/// <param name="index">The index.</param>
/// <param name="origin">Where it stands in the file.</param>
/// <param name="data">Where contents lie.</param>
/// <param name="patches">What is written over.</param>
internal sealed class IsoMovie(ReadOnlyMemory<byte> index, long origin, IsoData data, IsoPatches patches)
{
    private const int FormatHead = 8;

    // In the description of a picture's format, after its head.
    private const int CompressorStart = 42;
    private const int CompressorLength = 32;

    private bool _isInFragments;

    public void Examine(IsoBox movie)
    {
        var boxes = List(movie);
        if (boxes.Any(box => box.Type == "cmov"))
        {
            throw new MediaException("The index is compressed.");
        }

        _isInFragments = boxes.Any(box => box.Type == "mvex");
        foreach (var box in boxes)
        {
            switch (box.Type)
            {
                case "mvhd":
                    ClearTimes(box);
                    break;
                case "trak":
                    ExamineTrack(box);
                    break;
                case "mvex" or "iods":
                    break;
                default:
                    patches.Hide(box, origin);
                    break;
            }
        }
    }

    /// <summary>A piece of a film that was recorded in pieces (section 8.8).</summary>
    public void ExamineFragment(IsoBox fragment)
    {
        foreach (var box in List(fragment))
        {
            if (box.Type == "traf")
            {
                HideOthers(List(box), "tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc");
            }
            else if (box.Type != "mfhd")
            {
                patches.Hide(box, origin);
            }
        }
    }

    private void ExamineTrack(IsoBox track)
    {
        var boxes = List(track);
        var media = List(Find(boxes, "mdia"));
        var handler = Find(media, "hdlr");
        var information = List(Find(media, "minf"));
        var samples = List(Find(information, "stbl"));
        var kind = IsoHandler.KindOf(index.Span, handler);
        if (!IsKept(kind))
        {
            if (_isInFragments)
            {
                throw new MediaException("Measurements that were recorded in pieces can't be taken out.");
            }

            IsoSamples.Unwant(index.Span, samples, data);
            patches.Hide(track, origin);
            return;
        }

        ClearTimes(Find(boxes, "tkhd"));
        ClearTimes(Find(media, "mdhd"));
        IsoHandler.ClearName(handler, origin, patches);
        if (kind is "vide" or "pict" or "auxv")
        {
            ClearCompressor(Find(samples, "stsd"));
        }

        HideOthers(boxes, "tkhd", "tref", "trgr", "edts", "tapt", "clip", "matt", "load", "mdia");
        HideOthers(media, "mdhd", "hdlr", "elng", "minf");
        HideOthers(information, "vmhd", "smhd", "sthd", "nmhd", "hmhd", "gmhd", "hdlr", "dinf", "stbl");
        foreach (var box in information.Where(box => box.Type == "hdlr"))
        {
            IsoHandler.ClearName(box, origin, patches);
        }
    }

    private void HideOthers(List<IsoBox> boxes, params ReadOnlySpan<string> kept)
    {
        foreach (var box in boxes)
        {
            if (!kept.Contains(box.Type))
            {
                patches.Hide(box, origin);
            }
        }
    }

    // Pictures, sound, and words to read.
    private static bool IsKept(string handler) =>
        handler is "vide" or "soun" or "pict" or "auxv" or "text" or "sbtl" or "subt" or "subp" or "clcp" or "hint";

    private void ClearTimes(IsoBox box)
    {
        var fields = new IsoFields(index.Span, box);
        var length = fields.Version() == 0 ? 8 : 16;
        fields.Skip(length);
        patches.Clear(origin + box.Content + 4, origin + box.Content + 4 + length);
    }

    private void ClearCompressor(IsoBox formats)
    {
        foreach (var format in IsoBox.List(index.Span, formats.Content + FormatHead, formats.End))
        {
            var start = format.Content + CompressorStart;
            patches.Clear(origin + start, origin + Math.Min(start + CompressorLength, format.End));
        }
    }

    private static IsoBox Find(List<IsoBox> boxes, string type)
    {
        var found = boxes.Find(box => box.Type == type);
        return found.Type is null ? throw new MediaException("The index is not whole.") : found;
    }

    private List<IsoBox> List(IsoBox box) => IsoBox.List(index.Span, box.Content, box.End);
}
