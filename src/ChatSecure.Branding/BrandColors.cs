// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>The brand's colours.</summary>
/// <param name="Light">For the light appearance.</param>
/// <param name="Dark">For the dark appearance.</param>
/// <param name="Terminal">For terminals.</param>
public sealed record BrandColors(ColorScheme Light, ColorScheme Dark, TerminalColors Terminal);
