// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Build;

/// <summary>What MSBuild recognizes as an error or a warning at a place in a file.</summary>
internal static class Finding
{
    /// <returns>Such as <c>/app/brand/brand.json(3,5): error CSB001: …</c>, on one line.</returns>
    public static string Text(string folder, BrandError error, string category)
    {
        var file = error.File == "." ? Path.Combine(folder, "brand.json") : Path.Combine(folder, error.File);
        var place = error.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"({error.Line},{error.Column})") : string.Empty;
        return $"{Path.GetFullPath(file)}{place}: {category} {error.Code}: {error.Message}".ReplaceLineEndings(" ");
    }
}
