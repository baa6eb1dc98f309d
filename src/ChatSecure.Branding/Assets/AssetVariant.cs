// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding.Assets;

/// <summary>A picture for some screens only: <c>logo@dark@de@2x</c>. Each of theme, language, direction and density may be said once.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c> or <c>contrast</c>; null for all.</param>
/// <param name="Culture">The language; null for all.</param>
/// <param name="IsRightToLeft">For screens of that direction; null for both.</param>
/// <param name="Density">For how many device pixels it is drawn.</param>
internal sealed record AssetVariant(string Id, string? Theme, CultureInfo? Culture, bool? IsRightToLeft, int Density)
{
    /// <summary>What the ids of stickers begin with: a brand may have any.</summary>
    public const string Stickers = "stickers/";

    /// <summary>Reads a key; null if it has a word that says nothing, or says something twice.</summary>
    public static AssetVariant? Parse(string key)
    {
        var words = key.Split('@');
        var variant = new AssetVariant(words[0], null, null, null, 1);
        foreach (var word in words.Skip(1))
        {
            AssetVariant? next = word switch
            {
                "light" or "dark" or "contrast" when variant.Theme is null => variant with { Theme = word },
                "ltr" or "rtl" when variant.IsRightToLeft is null => variant with { IsRightToLeft = word == "rtl" },
                ['2' or '3' or '4', 'x'] when variant.Density == 1 => variant with { Density = word[0] - '0' },
                _ when variant.Culture is null && ReadCulture(word) is { } culture => variant with { Culture = culture },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            variant = next;
        }

        return variant;
    }

    /// <summary>How well it suits a screen; null if it does not. The language weighs most, then appearance, direction, density.</summary>
    public int? Fit(BrandTheme theme, CultureInfo culture, bool isRightToLeft, int density)
    {
        var isDark = theme is BrandTheme.Dark or BrandTheme.HighContrastDark;
        var isStrong = theme is BrandTheme.HighContrastLight or BrandTheme.HighContrastDark;
        int? look = Theme switch
        {
            null => 0,
            "contrast" => isStrong ? 2 : null,
            _ => (Theme == "dark") == isDark ? 1 : null,
        };
        var direction =
            IsRightToLeft is null ? 0
            : IsRightToLeft == isRightToLeft ? 1
            : (int?)null;

        // Drawn for more pixels than there are is better than for fewer.
        var sharpness = Density >= density ? 9 - (Density - density) : Density;
        return (Language(culture) * 1000) + (look * 100) + (direction * 10) + sharpness;
    }

    private int? Language(CultureInfo wish)
    {
        if (Culture is null)
        {
            return 0;
        }

        var distance = 0;
        for (var wide = wish; wide.Name.Length > 0; wide = wide.Parent, distance++)
        {
            if (wide.Name == Culture.Name)
            {
                return 9 - distance;
            }
        }

        return null;
    }

    private static CultureInfo? ReadCulture(string word)
    {
        try
        {
            return
                word.Length is >= 2 and <= 16
                && CultureInfo.GetCultureInfo(word) is var culture
                && culture.Name == word
                && PluralRules.Find(culture) is not null
                ? culture
                : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
