// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding;

/// <summary>For which screen a picture is wanted.</summary>
/// <param name="Theme">The appearance.</param>
/// <param name="Culture">The language; null for the brand's.</param>
/// <param name="Density">How many device pixels make one of the screen's, 1 to 4.</param>
public sealed record AssetWish(BrandTheme Theme = BrandTheme.Light, CultureInfo? Culture = null, int Density = 1);
