// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Branding.Tests;

public sealed class AssetVariantTests
{
    [Theory]
    [InlineData(BrandTheme.Light, "en", 1, "plain")]
    [InlineData(BrandTheme.Dark, "en", 1, "dark")]
    [InlineData(BrandTheme.Dark, "en", 2, "dark")]
    [InlineData(BrandTheme.Light, "en", 2, "2x")]
    [InlineData(BrandTheme.Light, "en", 3, "2x")]
    [InlineData(BrandTheme.HighContrastDark, "en", 1, "contrast")]
    [InlineData(BrandTheme.HighContrastLight, "en", 1, "contrast")]
    [InlineData(BrandTheme.Dark, "de-AT", 1, "de")]
    [InlineData(BrandTheme.Light, "ar", 1, "rtl")]
    [InlineData(BrandTheme.Light, "qps-plocm", 1, "rtl")]
    public void A_screen_gets_the_picture_that_suits_it_best(BrandTheme theme, string culture, int density, string expected)
    {
        using var folder = new BrandFolder();
        foreach (var variant in new[] { "", "@dark", "@2x", "@contrast", "@de", "@rtl" })
        {
            var name = variant.Length == 0 ? "plain" : variant[1..];
            folder.Write($"assets/logo{variant}.svg", $"<svg><title>{name}</title></svg>");
        }

        var logo = folder.Load().Asset("logo", new(theme, CultureInfo.GetCultureInfo(culture), density));
        Assert.Equal($"<svg><title>{expected}</title></svg>", Encoding.UTF8.GetString(logo!.Value.Span));
    }

    [Fact]
    public void A_brand_s_plain_picture_wins_over_the_default_s_special_one_and_a_special_one_leaves_the_rest_alone()
    {
        using var folder = new BrandFolder();
        var brand = folder.Write("assets/logo@dark.svg", "<svg><title>mine</title></svg>").Load();
        Assert.Equal(Brand.Neutral.Asset("logo")!.Value.ToArray(), brand.Asset("logo")!.Value.ToArray());
        Assert.Contains("mine", Encoding.UTF8.GetString(brand.Asset("logo", new(BrandTheme.Dark))!.Value.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assets/logo@drak.svg", "CSB038")]
    [InlineData("assets/logo@dark@light.svg", "CSB038")]
    [InlineData("assets/logo@5x.svg", "CSB038")]
    [InlineData("assets/logo@.svg", "CSB038")]
    [InlineData("assets/lgo@dark.svg", "CSB010")]
    public void A_variant_that_no_screen_asks_for_is_refused(string file, string code)
    {
        using var folder = new BrandFolder();
        Assert.Equal(code, Assert.Single(folder.Write(file, "<svg/>").Refusal()).Code);
    }

    [Fact]
    public void Stickers_are_the_brand_s_own()
    {
        using var folder = new BrandFolder();
        var brand = folder
            .Write("assets/stickers/tea/cup.svg", "<svg/>")
            .Write("assets/stickers/tea/cup@dark.svg", "<svg/>")
            .Write("assets/stickers/tea/pot.svg", "<svg/>")
            .Load();
        Assert.Equal(["stickers/tea/cup", "stickers/tea/pot"], brand.Stickers);
        Assert.Empty(Brand.Neutral.Stickers);
    }
}
