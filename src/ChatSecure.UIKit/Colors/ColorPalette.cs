// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Colors;

/// <summary>A set of colours that a hue is mapped to where not any colour can be shown (XEP-0392, section 5.4).</summary>
public sealed class ColorPalette
{
    private const double BestLightness = 73.2;
    private readonly SortedDictionary<int, (RgbColor Color, double Lightness)> _colors = [];

    /// <summary>Creates a palette.</summary>
    /// <param name="colors">The colours. Grey ones have no hue and are left out; of several with one hue the one of the best lightness is taken.</param>
    /// <exception cref="ArgumentException">There is none but grey ones.</exception>
    public ColorPalette(IEnumerable<RgbColor> colors)
    {
        foreach (var color in colors)
        {
            if (color.Red == color.Green && color.Green == color.Blue)
            {
                continue;
            }

            var (hue, lightness) = Hsluv.FromRgb(color);
            var angle = (int)Math.Round(hue);
            if (
                !_colors.TryGetValue(angle, out var former)
                || Math.Abs(lightness - BestLightness) < Math.Abs(former.Lightness - BestLightness)
            )
            {
                _colors[angle] = (color, lightness);
            }
        }

        if (_colors.Count == 0)
        {
            throw new ArgumentException("A palette needs a colour.", nameof(colors));
        }
    }

    /// <summary>The colour whose hue is the nearest.</summary>
    /// <param name="hue">The angle in degrees.</param>
    /// <returns>The colour.</returns>
    public RgbColor GetNearest(double hue) =>
        _colors.TryGetValue((int)Math.Round(hue), out var exact)
            ? exact.Color
            : _colors.MinBy(entry => Distance(hue, entry.Key)).Value.Color;

    private static double Distance(double one, double other)
    {
        var angle = Math.Abs(one - other) % 360;
        return Math.Min(angle, 360 - angle);
    }
}
