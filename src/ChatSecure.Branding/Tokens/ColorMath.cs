// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tokens;

/// <summary>What deriving colours needs. All of it keeps to sRGB: the results only have to be told apart, and that is measured afterwards.</summary>
internal static class ColorMath
{
    public static readonly BrandColor Black = new(0, 0, 0);
    public static readonly BrandColor White = new(255, 255, 255);

    private const int Steps = 32;

    /// <summary>A colour between two.</summary>
    /// <param name="from">The one.</param>
    /// <param name="to">The other.</param>
    /// <param name="share">How much of the other, 0 to 1.</param>
    public static BrandColor Mix(BrandColor from, BrandColor to, double share) =>
        new(Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));

    /// <summary>Black or white, whichever stands out more.</summary>
    public static BrandColor Opposite(BrandColor color) => color.ContrastWith(Black) >= color.ContrastWith(White) ? Black : White;

    /// <summary>The same hue at the other end of light and dark.</summary>
    public static BrandColor Invert(BrandColor color)
    {
        // Lightness is the middle of the greatest and the least channel: mirroring it shifts all three alike.
        var greatest = Math.Max(color.Red, Math.Max(color.Green, color.Blue));
        var least = Math.Min(color.Red, Math.Min(color.Green, color.Blue));
        var shift = 255 - greatest - least;
        return new(Clamp(color.Red + shift), Clamp(color.Green + shift), Clamp(color.Blue + shift));
    }

    /// <summary>The colour as near to a wish as stands out enough: it is moved towards black or white, whichever gets there.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="contrast">The contrast that it needs.</param>
    /// <param name="grounds">With each of these.</param>
    public static BrandColor Readable(BrandColor wish, double contrast, params ReadOnlySpan<BrandColor> grounds)
    {
        for (var step = 0; step <= Steps; step++)
        {
            foreach (var end in (ReadOnlySpan<BrandColor>)[Opposite(grounds[0]), Opposite(Opposite(grounds[0]))])
            {
                var color = Mix(wish, end, (double)step / Steps);
                if (StandsOut(color, contrast, grounds))
                {
                    return color;
                }
            }
        }

        return Opposite(grounds[0]);
    }

    private static bool StandsOut(BrandColor color, double contrast, ReadOnlySpan<BrandColor> grounds)
    {
        foreach (var ground in grounds)
        {
            if (color.ContrastWith(ground) < contrast)
            {
                return false;
            }
        }

        return true;
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static byte Clamp(int channel) => (byte)Math.Clamp(channel, 0, 255);
}
