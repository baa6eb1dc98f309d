// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Icons;

/// <summary>An icon that a platform asks for.</summary>
/// <param name="Path">Its file, relative to the output folder.</param>
/// <param name="Side">Its width and height in pixels.</param>
/// <param name="Style">How it is drawn.</param>
internal sealed record IconSpec(string Path, int Side, IconStyle Style = IconStyle.Plain);
