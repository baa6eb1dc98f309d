// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Build.Tests.Zomlike;

namespace ChatSecure.Branding.Build.Tests;

/// <summary>This project has a brand, as an app has: what was generated for it works.</summary>
public sealed class BrandedTests
{
    [Fact]
    public void The_brand_speaks_through_its_accessors()
    {
        #region speak
        var brand = AppBrand.Load(CultureInfo.GetCultureInfo("de"));
        var text = new Text(brand);
        var title = text.SearchTitle(count: 3, words: "Ball"); // other names or types of arguments do not compile
        var online = text.ConnectionOnline;
        var logo = brand.Asset(BrandAssets.Logo);
        var trust = brand.Explain(BrandKeys.PolicyTrust);
        #endregion
        Assert.Equal("Da sind sie! 3 Nachrichten mit „Ball“", title);
        Assert.Equal("Du bist drin!", online);
        Assert.NotNull(logo);
        Assert.Equal("neutral", trust.Layer);
        Assert.Equal(("zomlike", "Zomlike"), (AppBrand.Id, AppBrand.Name));
        Assert.Equal(AppBrand.FilesHash, BrandInputs.Hash(ChatSecure.Tests.Repository.PathTo("samples", "Zomlike", "brand")));
    }
}
