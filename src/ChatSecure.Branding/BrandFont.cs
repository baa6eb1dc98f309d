// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A typeface.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Files">Its files, by weight; empty if the system has it.</param>
/// <param name="Licence">The text of the licence of the files; null if there are none.</param>
public sealed record BrandFont(string Family, IReadOnlyList<BrandFontFile> Files, string? Licence);
