// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Manifest;

/// <summary>A colour in its appearances. Without one for high contrast, that is derived from all colours together.</summary>
internal sealed record ColorPair(
    BrandColor Light,
    BrandColor Dark,
    BrandColor? HighContrastLight = null,
    BrandColor? HighContrastDark = null
)
{
    /// <summary>What was said for an appearance; null if nothing was.</summary>
    public BrandColor? Said(BrandTheme theme) =>
        theme switch
        {
            BrandTheme.Light => Light,
            BrandTheme.Dark => Dark,
            BrandTheme.HighContrastLight => HighContrastLight,
            _ => HighContrastDark,
        };

    public override string ToString() =>
        $"light {Light}, dark {Dark}"
        + (HighContrastLight is { } light ? $", highContrastLight {light}" : "")
        + (HighContrastDark is { } dark ? $", highContrastDark {dark}" : "");
}
