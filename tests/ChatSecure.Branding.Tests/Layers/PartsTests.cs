// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Tests.Layers;

public sealed class PartsTests
{
    private const string Child = """{ "schemaVersion": 1, "id": "child", "name": "Child", "extends": "parent" }""";
    private const string Parent = """
        {
          "schemaVersion": 1, "id": "parent", "name": "Parent", "vendor": "Parent Works",
          "policy": { "requireEncryption": true }, "features": { "groups": { "value": false, "level": "locked" } }
        }
        """;

    [Fact]
    public void A_brand_says_what_differs_from_the_brand_that_it_builds_on()
    {
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(Parent);
        child.Write("strings.en.json", """{ "composer.send": "Child's send" }""");
        parent.Write("strings.en.json", """{ "composer.send": "Parent's send", "composer.attach": "Parent's clip" }""");
        parent
            .Write("tokens.json", """{ "semantic": { "radius.small": 7 } }""")
            .Write("assets/logo.svg", "<svg><title>parent</title></svg>");
        var brand = Brand.Load(new BrandParts { Folder = child.Path, Parents = [parent.Path] });
        Assert.Equal(("child", "Child", "Parent Works"), (brand.Id, brand.Name, brand.Vendor));
        Assert.Equal("child", brand.Identity.DataDirectoryName);
        Assert.Equal(("Child's send", "Parent's clip"), (brand.Text("composer.send"), brand.Text("composer.attach")));
        Assert.Equal(7, brand.Tokens.Number("radius.small"));
        Assert.True(brand.Policy.RequireEncryption);
        Assert.Equal(
            [new("child", "Child's send"), new("parent", "Parent's send"), new("neutral", "Send")],
            brand.Explain("text:composer.send").Layers
        );
    }

    [Theory]
    [InlineData("\"policy\": { \"requireEncryption\": false }", "CSB050")]
    [InlineData("\"policy\": { \"allowOtr\": true }", null)]
    [InlineData("\"features\": { \"groups\": true }", "CSB051")]
    [InlineData("\"features\": { \"groups\": false }", "CSB051")]
    [InlineData("\"features\": { \"groups\": { \"value\": false, \"level\": \"hidden\" } }", null)]
    public void What_the_parent_demands_or_locks_holds(string members, string? code)
    {
        using var child = new BrandFolder(Child.Replace("}", $", {members} }}", StringComparison.Ordinal));
        using var parent = new BrandFolder(Parent);
        var parts = new BrandParts { Folder = child.Path, Parents = [parent.Path] };
        if (code is null)
        {
            Assert.Equal("child", Brand.Load(parts).Id);
        }
        else
        {
            Assert.Equal(code, Assert.Single(Assert.Throws<BrandException>(() => Brand.Load(parts)).Errors).Code);
        }
    }

    [Fact]
    public void Brands_that_do_not_belong_together_are_refused()
    {
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(Parent);
        using var plain = new BrandFolder();
        Assert.Equal("CSB045", Assert.Single(child.Refusal()).Code);
        Assert.Equal(["CSB045"], Codes(plain, parent));
        Assert.Equal(["CSB045"], Codes(child, plain));
        Assert.Contains("CSB045", Codes(child, child));
    }

    [Fact]
    public void A_ui_kit_brings_keys_of_its_own_that_brands_override_like_the_default_s()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", """{ "kit.drawer.title": "{name}!" }""");
        var parts = new BrandParts { Folder = folder.Path, Kit = typeof(PartsTests).Assembly };
        var brand = Brand.Load(parts);
        Assert.Equal("Bob!", brand.Text("kit.drawer.title", ("name", "Bob")));
        Assert.Equal("Off you go", brand.Text("composer.send"));
        Assert.Equal("Senden", Brand.Neutral.Text("composer.send", null, CultureInfo.GetCultureInfo("de")));
        Assert.Equal([new("acme", null), new("kit", "Off you go"), new("neutral", "Send")], brand.Explain("text:composer.send").Layers);
        Assert.Equal("CSB010", Assert.Single(folder.Refusal()).Code);
        folder.Write("strings.en.json", """{ "kit.drawer.title": "no name" }""");
        Assert.Equal("CSB021", Assert.Single(Assert.Throws<BrandException>(() => Brand.Load(parts)).Errors).Code);
    }

    private static IEnumerable<string> Codes(BrandFolder child, BrandFolder parent) =>
        Assert
            .Throws<BrandException>(() => Brand.Load(new BrandParts { Folder = child.Path, Parents = [parent.Path] }))
            .Errors.Select(error => error.Code);
}
