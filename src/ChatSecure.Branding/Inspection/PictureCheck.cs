// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding.Inspection;

/// <summary>Checks the sizes of a brand's pictures, and that those which people know an app by are its own.</summary>
internal static class PictureCheck
{
    /// <summary>What any picture may measure: larger ones only cost the memory of those who show them.</summary>
    private const int MaxSide = 4096;

    /// <summary>What the pictures that icons are made from must measure, unless they are drawings.</summary>
    private const int MinMasterSide = 512;

    private static readonly string[] _masters = ["logo", "icon"];

    public static void Check(IReadOnlyList<BrandLayer> brands, BrandErrors errors)
    {
        foreach (var (id, asset) in brands[0].Assets)
        {
            if (asset.At.File.EndsWith(".svg", StringComparison.Ordinal))
            {
                continue;
            }

            if (PictureSize.Of(asset.Bytes.Span) is not var (width, height) || width < 1 || height < 1)
            {
                errors.Add("CSB030", asset.At, "How large this picture is can't be read.");
            }
            else if (width > MaxSide || height > MaxSide)
            {
                errors.Add("CSB036", asset.At, $"The picture measures {width} × {height} pixels; {MaxSide} × {MaxSide} are enough.");
            }
            else if (_masters.Contains(id.Split('@')[0]) && (width != height || width < MinMasterSide))
            {
                errors.Add(
                    "CSB036",
                    asset.At,
                    $"The picture measures {width} × {height} pixels; '{id}' is a square of at least {MinMasterSide}, or an SVG."
                );
            }
        }

        if (!brands.SelectMany(layer => layer.Assets.Keys).Any(id => id.Split('@')[0] == "logo"))
        {
            errors.Warn("CSB037", new("."), "There is no assets/logo of this brand: people see the neutral grey one.");
        }
    }
}
