// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>The index of a picture (ISO/IEC 23008-12): what it is made of stays; Exif, XMP and whatever else is kept beside it go.</summary>
/// <param name="index">The index.</param>
/// <param name="origin">Where it stands in the file.</param>
/// <param name="data">Where contents lie.</param>
/// <param name="patches">What is written over.</param>
internal sealed class IsoItems(ReadOnlyMemory<byte> index, long origin, IsoData data, IsoPatches patches)
{
    private const int VersionLength = 4;

    public void Examine(IsoBox meta)
    {
        var boxes = IsoBox.List(index.Span, meta.Content + VersionLength, meta.End);
        var handler = Find(boxes, "hdlr");
        if (handler is not { } of || IsoHandler.KindOf(index.Span, of) != "pict")
        {
            patches.Hide(meta, origin);
            return;
        }

        IsoHandler.ClearName(of, origin, patches);
        var hidden = Find(boxes, "iinf") is { } items ? Hidden(items) : [];
        if (hidden.Count > 0)
        {
            var places = Find(boxes, "iloc") ?? throw new MediaException("It is not told where things lie.");
            Unwant(places, hidden, Find(boxes, "idat"));
        }

        foreach (var box in boxes)
        {
            switch (box.Type)
            {
                case "hdlr" or "pitm" or "iinf" or "iloc" or "iref" or "idat" or "dinf" or "grpl":
                    break;
                case "iprp":
                    HideProperties(box);
                    break;
                default:
                    patches.Hide(box, origin);
                    break;
            }
        }
    }

    // What a picture is made of. A name tells more than its type.
    private static bool IsKept(string type) =>
        type
            is "hvc1"
                or "hev1"
                or "lhv1"
                or "avc1"
                or "vvc1"
                or "av01"
                or "jpeg"
                or "j2k1"
                or "unci"
                or "grid"
                or "iovl"
                or "iden"
                or "tmap"
                or "mski";

    private HashSet<long> Hidden(IsoBox items)
    {
        var fields = new IsoFields(index.Span, items);
        var start = items.Content + VersionLength + (fields.Version() == 0 ? 2 : 4);
        HashSet<long> hidden = [];
        foreach (var box in IsoBox.List(index.Span, start, items.End))
        {
            var item = new IsoFields(index.Span, box);
            var version = item.Version();
            var id = item.Number(version == 3 ? 4 : 2);
            item.Skip(2);
            if (version < 2 || !IsKept(item.Type()))
            {
                hidden.Add(id);
            }
        }

        return hidden;
    }

    private void Unwant(IsoBox places, HashSet<long> hidden, IsoBox? inner)
    {
        var fields = new IsoFields(index.Span, places);
        var version = fields.Version();
        var lengths = fields.Two();
        var (offsetLength, lengthLength, baseLength, indexLength) = (
            lengths >> 12,
            (lengths >> 8) & 0xF,
            (lengths >> 4) & 0xF,
            lengths & 0xF
        );
        for (var left = fields.Number(version < 2 ? 2 : 4); left > 0; left--)
        {
            var id = fields.Number(version < 2 ? 2 : 4);
            var method = version == 0 ? 0 : fields.Two() & 0xF;
            var file = fields.Two();
            var from = fields.Number(baseLength);
            for (var extents = fields.Two(); extents > 0; extents--)
            {
                fields.Skip(version == 0 ? 0 : indexLength);
                var offset = fields.Number(offsetLength);
                var length = fields.Number(lengthLength);
                if (hidden.Contains(id))
                {
                    Unwant(method, file, offset <= long.MaxValue - from ? from + offset : long.MaxValue, length, inner);
                }
            }
        }
    }

    private void Unwant(int method, int file, long offset, long length, IsoBox? inner)
    {
        switch (method)
        {
            case 0 when file == 0 && length > 0:
                data.Unwant(offset, length);
                break;
            case 1 when inner is { } box && length > 0 && offset <= box.End - box.Content && length <= box.End - box.Content - offset:
                patches.Clear(origin + box.Content + offset, origin + box.Content + offset + length);
                break;
            default:
                throw new MediaException("Something beside the picture lies where it can't be taken out.");
        }
    }

    // They are counted: one that is hidden keeps its number.
    private void HideProperties(IsoBox properties)
    {
        foreach (var box in IsoBox.List(index.Span, properties.Content, properties.End))
        {
            if (box.Type == "ipco")
            {
                foreach (var property in IsoBox.List(index.Span, box.Content, box.End))
                {
                    if (property.Type is "udes" or "altt" or "crtt" or "mdft" or "uuid" or "free" or "skip")
                    {
                        patches.Hide(property, origin);
                    }
                }
            }
            else if (box.Type != "ipma")
            {
                patches.Hide(box, origin);
            }
        }
    }

    private static IsoBox? Find(List<IsoBox> boxes, string type) =>
        boxes.FindIndex(box => box.Type == type) is >= 0 and var at ? boxes[at] : null;
}
