// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>The brand's colours.</summary>
/// <param name="Light">For the light appearance.</param>
/// <param name="Dark">For the dark appearance.</param>
/// <param name="HighContrastLight">For people who asked for more contrast, in the light appearance: text has 7 (WCAG AAA).</param>
/// <param name="HighContrastDark">For people who asked for more contrast, in the dark appearance.</param>
/// <param name="Terminal">For terminals.</param>
public sealed record BrandColors(
    ColorScheme Light,
    ColorScheme Dark,
    ColorScheme HighContrastLight,
    ColorScheme HighContrastDark,
    TerminalColors Terminal
)
{
    /// <summary>The colours of an appearance.</summary>
    /// <param name="theme">The appearance.</param>
    /// <returns>Its colours.</returns>
    public ColorScheme For(BrandTheme theme) =>
        theme switch
        {
            BrandTheme.Dark => Dark,
            BrandTheme.HighContrastLight => HighContrastLight,
            BrandTheme.HighContrastDark => HighContrastDark,
            _ => Light,
        };
}
