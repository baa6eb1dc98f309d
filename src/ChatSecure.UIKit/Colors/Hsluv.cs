// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Colors;

/// <summary>The colour space HSLuv: CIELUV by hue, with saturation in percent of what sRGB can show at that hue and lightness. Colours of one lightness look equally
/// bright.</summary>
internal static class Hsluv
{
    // From CIE 1931 XYZ to linear sRGB and back, the white point D65 and the constants of CIELUV.
    private static readonly double[][] _toRgb =
    [
        [3.240969941904521, -1.537383177570093, -0.498610760293],
        [-0.96924363628087, 1.87596750150772, 0.041555057407175],
        [0.055630079696993, -0.20397695888897, 1.056971514242878],
    ];
    private static readonly double[][] _toXyz =
    [
        [0.41239079926595, 0.35758433938387, 0.18048078840183],
        [0.21263900587151, 0.71516867876775, 0.072192315360733],
        [0.019330818715591, 0.11919477979462, 0.95053215224966],
    ];
    private const double WhiteU = 0.19783000664283;
    private const double WhiteV = 0.46831999493879;
    private const double Kappa = 903.2962962;
    private const double Epsilon = 0.0088564516;

    /// <summary>The colour of a hue in degrees, a saturation and a lightness in percent.</summary>
    public static RgbColor ToRgb(double hue, double saturation, double lightness)
    {
        if (lightness is < 1e-8 or > 100 - 1e-7)
        {
            return lightness < 50 ? new(0, 0, 0) : new(1, 1, 1);
        }

        var angle = hue * Math.PI / 180;
        var chroma = MaxChroma(lightness, angle) * saturation / 100;
        var u = Math.Cos(angle) * chroma / (13 * lightness) + WhiteU;
        var v = Math.Sin(angle) * chroma / (13 * lightness) + WhiteV;
        var y = lightness > 8 ? Math.Pow((lightness + 16) / 116, 3) : lightness / Kappa;
        var x = y * 9 * u / (4 * v);
        var z = y * (12 - 3 * u - 20 * v) / (4 * v);
        var linear = Multiply(_toRgb, x, y, z);
        return new(Encode(linear[0]), Encode(linear[1]), Encode(linear[2]));
    }

    /// <summary>The hue of a colour in degrees, and its lightness in percent.</summary>
    public static (double Hue, double Lightness) FromRgb(RgbColor color)
    {
        var xyz = Multiply(_toXyz, Decode(color.Red), Decode(color.Green), Decode(color.Blue));
        var sum = xyz[0] + 15 * xyz[1] + 3 * xyz[2];
        if (sum <= 0)
        {
            return (0, 0);
        }

        var lightness = xyz[1] > Epsilon ? 116 * Math.Cbrt(xyz[1]) - 16 : xyz[1] * Kappa;
        var u = 13 * lightness * (4 * xyz[0] / sum - WhiteU);
        var v = 13 * lightness * (9 * xyz[1] / sum - WhiteV);
        var hue = Math.Atan2(v, u) * 180 / Math.PI;
        return (hue < 0 ? hue + 360 : hue, lightness);
    }

    // The six sides of the cube of sRGB are, at one lightness, straight lines in the plane of u and v: the nearest one in that direction is where it ends.
    private static double MaxChroma(double lightness, double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        var cube = Math.Pow(lightness + 16, 3) / 1_560_896;
        var y = cube > Epsilon ? cube : lightness / Kappa;
        var most = double.MaxValue;
        foreach (var row in _toRgb)
        {
            foreach (var side in (ReadOnlySpan<int>)[0, 1])
            {
                var top1 = (284_517 * row[0] - 94_839 * row[2]) * y;
                var top2 = (838_422 * row[2] + 769_860 * row[1] + 731_718 * row[0]) * lightness * y - 769_860 * side * lightness;
                var bottom = (632_260 * row[2] - 126_452 * row[1]) * y + 126_452 * side;
                var length = top2 / bottom / (sine - top1 / bottom * cosine);
                if (length >= 0)
                {
                    most = Math.Min(most, length);
                }
            }
        }

        return most;
    }

    private static double[] Multiply(double[][] matrix, double x, double y, double z) =>
        [.. matrix.Select(row => row[0] * x + row[1] * y + row[2] * z)];

    private static double Encode(double linear) =>
        Math.Clamp(linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055, 0, 1);

    private static double Decode(double value) => value > 0.04045 ? Math.Pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
}
