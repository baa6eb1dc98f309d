// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using SkiaSharp;

namespace ChatSecure.BrandTool.Icons;

/// <summary>Paints icons as PNG and ICO files: the same bytes each time.</summary>
/// <param name="master">The picture.</param>
/// <param name="background">What stands behind opaque icons.</param>
internal sealed class IconPainter(IconMaster master, SKColor background)
{
    /// <summary>Paints one icon.</summary>
    /// <returns>A PNG file; one of an opaque style has no alpha channel.</returns>
    public byte[] Png(int side, IconStyle style)
    {
        var isOpaque = style is IconStyle.Opaque or IconStyle.Maskable;
        var info = new SKImageInfo(side, side, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(isOpaque ? background : SKColors.Transparent);
        var share = style switch
        {
            IconStyle.Opaque => 0.8f,
            IconStyle.Maskable => 0.64f,
            IconStyle.Foreground or IconStyle.ForegroundSilhouette => 66f / 108,
            IconStyle.Silhouette => 0.9f,
            _ => 1f,
        };
        var inner = side * share;
        master.Draw(surface.Canvas, (side - inner) / 2, (side - inner) / 2, inner);
        if (style is IconStyle.Silhouette or IconStyle.ForegroundSilhouette)
        {
            surface.Canvas.DrawColor(SKColors.White, SKBlendMode.SrcIn);
        }

        using var pixels = surface.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9));
        return data?.ToArray() ?? throw new ToolException("An icon can't be encoded.");
    }

    /// <summary>Paints several sizes into one ICO file, each as a PNG in it.</summary>
    public byte[] Ico(IReadOnlyList<int> sides)
    {
        const int HeadLength = 6;
        const int EntryLength = 16;
        byte[][] pngs = [.. sides.Select(side => Png(side, IconStyle.Plain))];
        var head = new byte[HeadLength + (EntryLength * pngs.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), (ushort)pngs.Length);
        var offset = head.Length;
        for (var i = 0; i < pngs.Length; i++)
        {
            var entry = head.AsSpan(HeadLength + (EntryLength * i), EntryLength);
            entry[0] = entry[1] = (byte)(sides[i] % 256); // 0 stands for 256
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], 32);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], pngs[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], offset);
            offset += pngs[i].Length;
        }

        return [.. head, .. pngs.SelectMany(png => png)];
    }
}
