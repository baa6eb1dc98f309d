// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tests;

public sealed class EmbeddedTests
{
    [Fact]
    public void A_brand_in_an_assembly_is_the_brand_in_its_folder()
    {
        var embedded = Brand.LoadEmbedded(typeof(EmbeddedTests).Assembly);
        var folder = Brand.Load(Repository.Path("samples", "Zomlike", "brand"));
        Assert.Equal((folder.Id, folder.Name, folder.Policy), (embedded.Id, embedded.Name, embedded.Policy));
        Assert.Equal(folder.Asset("logo")!.Value.ToArray(), embedded.Asset("logo")!.Value.ToArray());
        Assert.All(
            BrandCatalog.Texts,
            text => Assert.Equal(folder.Explain("text:" + text.Id).Value, embedded.Explain("text:" + text.Id).Value)
        );
    }

    [Fact]
    public void An_assembly_without_a_brand_is_refused()
    {
        var refused = Assert.Throws<BrandException>(() => Brand.LoadEmbedded(typeof(Assert).Assembly));
        Assert.Contains(refused.Errors, error => error is { Code: "CSB000", File: "brand.json" });
    }
}
