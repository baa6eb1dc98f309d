// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Scaffold;

/// <summary>Finds, from the one colour that a person names, those that can be read with it.</summary>
internal static class ColorChoice
{
    private const double MinContrast = 4.5;
    private static readonly BrandColor _black = new(0, 0, 0); // of black and white, one always reaches 4.5
    private static readonly BrandColor _white = new(0xFF, 0xFF, 0xFF);

    /// <summary>The same colour, made lighter until it stands out from a dark ground.</summary>
    public static BrandColor ForDark(BrandColor color, BrandColor ground)
    {
        for (var step = 0; step < 20 && color.ContrastWith(ground) < MinContrast; step++)
        {
            color = new(Lighter(color.Red), Lighter(color.Green), Lighter(color.Blue));
        }

        return color;
    }

    /// <summary>What can be written on a colour.</summary>
    public static BrandColor On(BrandColor color) => color.ContrastWith(_white) >= color.ContrastWith(_black) ? _white : _black;

    private static byte Lighter(byte part) => (byte)Math.Min(255, part + 16);
}
