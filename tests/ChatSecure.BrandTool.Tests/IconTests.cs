// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Text;
using ChatSecure.BrandTool.Icons;
using SkiaSharp;

namespace ChatSecure.BrandTool.Tests;

public sealed class IconTests
{
    private static readonly SKColor _ground = new(0xFF, 0xF8, 0xFC);

    [Fact]
    public void All_icons_are_there_in_their_sizes_and_the_same_bytes_twice()
    {
        using var desk = new Desk();
        Desk.Expect(ExitCode.Good, "icons", Desk.Zomlike, "--out", desk.PathTo("a"));
        Desk.Expect(ExitCode.Good, "icons", Desk.Zomlike, "--out", desk.PathTo("b"));
        Assert.Equal(IconSet.All.Count, IconSet.All.Select(icon => icon.Path).Distinct().Count());
        foreach (var icon in IconSet.All)
        {
            var bytes = File.ReadAllBytes(Path.Combine(desk.PathTo("a"), icon.Path));
            using var bitmap = SKBitmap.Decode(bytes);
            Assert.Equal((icon.Side, icon.Side), (bitmap.Width, bitmap.Height));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(desk.PathTo("b"), icon.Path)));
        }

        var files = Directory.EnumerateFiles(desk.PathTo("a"), "*", SearchOption.AllDirectories);
        Assert.Equal(IconSet.All.Count + IconSet.Icos.Count, files.Count());
    }

    [Fact]
    public void Opaque_icons_have_no_transparency_in_the_file_and_others_do()
    {
        using var painter = new Painter();
        const int ColorType = 25; // in the header of a PNG: 2 is colour, 6 is colour with alpha
        Assert.Equal(2, painter.Of.Png(180, IconStyle.Opaque)[ColorType]);
        Assert.Equal(2, painter.Of.Png(192, IconStyle.Maskable)[ColorType]);
        Assert.Equal(6, painter.Of.Png(48, IconStyle.Plain)[ColorType]);
    }

    [Theory]
    [InlineData(IconStyle.Plain, 1.0)]
    [InlineData(IconStyle.Maskable, 0.8)]
    [InlineData(IconStyle.Foreground, 66.0 / 108)]
    [InlineData(IconStyle.ForegroundSilhouette, 66.0 / 108)]
    public void Nothing_stands_where_a_platform_cuts(object style, double safe)
    {
        const int Side = 108;
        using var painter = new Painter();
        using var bitmap = SKBitmap.Decode(painter.Of.Png(Side, (IconStyle)style));
        var empty = bitmap.GetPixel(0, 0);
        var edge = (int)Math.Floor(Side * (1 - safe) / 2);
        var drawn = 0;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if (bitmap.GetPixel(x, y) != empty)
                {
                    drawn++;
                    Assert.InRange(x, edge, Side - 1 - edge);
                    Assert.InRange(y, edge, Side - 1 - edge);
                }
            }
        }

        Assert.True(drawn > 500);
    }

    [Fact]
    public void A_silhouette_is_white_and_nothing_else()
    {
        using var painter = new Painter();
        using var bitmap = SKBitmap.Decode(painter.Of.Png(48, IconStyle.Silhouette));
        Assert.All(
            bitmap.Pixels.Where(pixel => pixel.Alpha > 0),
            pixel => Assert.Equal((255, 255, 255), (pixel.Red, pixel.Green, pixel.Blue))
        );
        Assert.Contains(bitmap.Pixels, pixel => pixel.Alpha == 255);
    }

    [Fact]
    public void An_ico_file_holds_each_size_as_a_picture()
    {
        using var painter = new Painter();
        var ico = painter.Of.Ico([16, 256]);
        Assert.Equal([0, 0, 1, 0, 2, 0], ico[..6]);
        Assert.Equal((16, 0), (ico[6], ico[22])); // 0 stands for 256
        foreach (var (at, side) in ((int, int)[])[(6, 16), (22, 256)])
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(ico.AsSpan(at + 8));
            var offset = BinaryPrimitives.ReadInt32LittleEndian(ico.AsSpan(at + 12));
            using var bitmap = SKBitmap.Decode(ico.AsSpan(offset, length).ToArray());
            Assert.Equal(side, bitmap.Width);
        }
    }

    [Fact]
    public void A_bitmap_is_a_master_too_and_a_wide_one_stands_in_the_middle()
    {
        using var source = new SKBitmap(64, 32);
        source.Erase(SKColors.Red);
        using var png = source.Encode(SKEncodedImageFormat.Png, 100);
        using var master = IconMaster.Read(png.ToArray());
        using var bitmap = SKBitmap.Decode(new IconPainter(master, _ground).Png(64, IconStyle.Plain));
        Assert.Equal(SKColors.Red, bitmap.GetPixel(32, 32));
        Assert.Equal(0, bitmap.GetPixel(32, 4).Alpha);
        Assert.Equal(0, bitmap.GetPixel(32, 60).Alpha);
    }

    [Fact]
    public void Shapes_groups_transforms_fills_and_strokes_are_drawn()
    {
        const string Svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><title>x</title>
              <g transform="translate(10, 10) scale(2)" fill="#ff0000">
                <rect width="10" height="10"/><circle cx="15" cy="5" r="5" fill="#00ff00"/>
                <g opacity="0.5"><ellipse cx="25" cy="5" rx="5" ry="5" fill-opacity="0.5"/></g>
              </g>
              <polygon points="10,50 30,50 30,70 10,70" fill="#0000ff"/>
              <polyline points="50,50 70,50" fill="none" stroke="#000000" stroke-width="6"/>
              <line x1="50" y1="70" x2="70" y2="70" stroke="#ff0000" stroke-width="6" stroke-linecap="round"/>
              <path fill-rule="evenodd" d="M10 80h20v20h-20z M15 85h10v10h-10z"/>
            </svg>
            """;
        using var master = IconMaster.Read(Encoding.UTF8.GetBytes(Svg));
        using var bitmap = SKBitmap.Decode(new IconPainter(master, _ground).Png(100, IconStyle.Plain));
        Assert.Equal(SKColors.Red, bitmap.GetPixel(20, 20));
        Assert.Equal(new SKColor(0, 255, 0), bitmap.GetPixel(40, 20));
        Assert.InRange(bitmap.GetPixel(60, 20).Alpha, 62, 66);
        Assert.Equal(SKColors.Blue, bitmap.GetPixel(20, 60));
        Assert.Equal(SKColors.Black, bitmap.GetPixel(60, 50));
        Assert.Equal(0, bitmap.GetPixel(48, 50).Alpha);
        Assert.Equal(SKColors.Red, bitmap.GetPixel(48, 70));
        Assert.Equal(0, bitmap.GetPixel(20, 90).Alpha);
        Assert.Equal(SKColors.Black, bitmap.GetPixel(12, 90));
    }

    [Theory]
    [InlineData("<svg viewBox='0 0 9 9'><text>A</text></svg>", "<text>")]
    [InlineData("<svg viewBox='0 0 9 9'><use href='#a'/></svg>", "<use>")]
    [InlineData("<svg viewBox='0 0 9 9'><rect fill='url(#a)'/></svg>", "url(#a)")]
    [InlineData("<svg viewBox='0 0 9 9'><rect mask='url(#a)'/></svg>", "mask")]
    [InlineData("<svg viewBox='0 0 9 9'><rect transform='skewX(3)'/></svg>", "skewX")]
    [InlineData("<svg viewBox='0 0 9 9'><rect width='1em'/></svg>", "1em")]
    [InlineData("<svg viewBox='0 0 9 9'><rect width='NaN'/></svg>", "NaN")]
    [InlineData("<svg viewBox='0 0 0 9'/>", "viewBox")]
    [InlineData("<svg/>", "viewBox")]
    [InlineData("<svg viewBox='0 0 9 9'><rect></svg>", "XML")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 9 9'>&a;</svg>", "XML")]
    [InlineData("not a picture", "decoded")]
    public void What_cannot_be_drawn_is_refused_rather_than_left_out(string picture, string said)
    {
        using var desk = new Desk();
        desk.Write("master", picture);
        Assert.Contains(
            said,
            Desk.Expect(ExitCode.Failed, "icons", Desk.Zomlike, "--out", desk.PathTo("out"), "--master", desk.PathTo("master")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Groups_without_end_do_no_harm()
    {
        var svg =
            $"<svg viewBox='0 0 9 9'>{string.Concat(Enumerable.Repeat("<g>", 5000))}{string.Concat(Enumerable.Repeat("</g>", 5000))}</svg>";
        Assert.Contains(
            "deep",
            Assert.Throws<ToolException>(() => IconMaster.Read(Encoding.UTF8.GetBytes(svg))).Message,
            StringComparison.Ordinal
        );
    }

    private sealed class Painter : IDisposable
    {
        private readonly IconMaster _master = IconMaster.Read(File.ReadAllBytes(Path.Combine(Desk.Zomlike, "assets", "logo.svg")));

        public IconPainter Of => new(_master, _ground);

        public void Dispose() => _master.Dispose();
    }
}
