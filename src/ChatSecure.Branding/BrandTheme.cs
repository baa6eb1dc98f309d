// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>An appearance.</summary>
public enum BrandTheme
{
    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,

    /// <summary>Dark on light, with the strongest contrast.</summary>
    HighContrastLight,

    /// <summary>Light on dark, with the strongest contrast.</summary>
    HighContrastDark,
}
