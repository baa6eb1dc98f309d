// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Colors;

namespace ChatSecure.UIKit.Tests.Colors;

/// <summary>Colours for names (XEP-0392), with the vectors of its section 13.</summary>
public sealed class ConsistentColorTests
{
    private static readonly ColorPalette _webSafe = new(
        from red in Enumerable.Range(0, 6)
        from green in Enumerable.Range(0, 6)
        from blue in Enumerable.Range(0, 6)
        select new RgbColor(red / 5.0, green / 5.0, blue / 5.0)
    );

    [Theory]
    [InlineData("Romeo", 327.255249, 0.865, 0.000, 0.686)]
    [InlineData("juliet@capulet.lit", 209.410400, 0.000, 0.515, 0.573)]
    [InlineData("😺", 331.199341, 0.872, 0.000, 0.659)]
    [InlineData("council", 359.994507, 0.918, 0.000, 0.394)]
    [InlineData("Board", 171.430664, 0.000, 0.527, 0.457)]
    public void The_vectors_of_the_specification_hold(string text, double hue, double red, double green, double blue)
    {
        var actual = ConsistentColor.GetHue(text);
        var color = ConsistentColor.GetColor(actual);

        Assert.Equal(hue, actual, 6);
        Assert.Equal((red, green, blue), (Math.Round(color.Red, 3), Math.Round(color.Green, 3), Math.Round(color.Blue, 3)));
    }

    [Theory]
    [InlineData("Romeo", 1.000, 0.000, 0.800)]
    [InlineData("juliet@capulet.lit", 0.000, 0.800, 1.000)]
    [InlineData("😺", 1.000, 0.400, 0.800)]
    [InlineData("council", 0.800, 0.200, 0.400)]
    [InlineData("Board", 0.000, 1.000, 0.800)]
    public void The_vectors_for_a_palette_hold(string text, double red, double green, double blue)
    {
        var color = _webSafe.GetNearest(ConsistentColor.GetHue(text));

        Assert.Equal((red, green, blue), (Math.Round(color.Red, 3), Math.Round(color.Green, 3), Math.Round(color.Blue, 3)));
    }

    [Fact]
    public void An_address_is_prepared_before_it_is_coloured() =>
        Assert.Equal(ConsistentColor.GetHue("juliet@capulet.lit"), ConsistentColor.GetHue(Jid.Parse("Juliet@CAPULET.lit")));

    [Fact]
    public void A_colour_comes_back_with_its_hue_at_every_lightness_and_stays_in_range()
    {
        for (var hue = 0; hue < 360; hue += 7)
        {
            for (var lightness = 5; lightness < 100; lightness += 10)
            {
                var color = ConsistentColor.GetColor(hue, 80, lightness);
                var back = Hsluv.FromRgb(color);
                Assert.Equal(0, Math.Min(Math.Abs(back.Hue - hue), 360 - Math.Abs(back.Hue - hue)), 3);
                Assert.Equal(lightness, back.Lightness, 3);
                Assert.All(new[] { color.Red, color.Green, color.Blue }, part => Assert.InRange(part, 0, 1));
            }
        }
    }

    [Fact]
    public void The_ends_are_black_and_white_and_beyond_them_is_nothing()
    {
        Assert.Equal("#000000", ConsistentColor.GetColor(100, 100, 0).ToString());
        Assert.Equal("#ffffff", ConsistentColor.GetColor(100, 100, 100).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistentColor.GetColor(1, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistentColor.GetColor(1, 100, -1));
        Assert.Throws<ArgumentException>(() => new ColorPalette([new(0.5, 0.5, 0.5)]));
    }
}
