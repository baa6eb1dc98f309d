// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A file of a typeface.</summary>
/// <param name="Weight">Its weight, 100 to 900; 400 is regular, 700 bold.</param>
/// <param name="Path">Its path in the brand's folder; the ending says the format (WOFF2, TrueType, OpenType).</param>
/// <param name="Bytes">Its content.</param>
public sealed record BrandFontFile(int Weight, string Path, ReadOnlyMemory<byte> Bytes);
