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
          "policy": { "requireEncryption": true }, "features": { "groups": { "value": false, "level": "locked" } },
          "defaults": { "lockAfter": { "value": 15, "level": "locked" } }
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
    [InlineData("\"defaults\": { \"lockAfter\": 15 }", "CSB051")]
    [InlineData("\"defaults\": { \"lockAfter\": { \"value\": 0, \"level\": \"locked\" } }", "CSB051")]
    [InlineData("\"defaults\": { \"lockAfter\": { \"value\": 30, \"level\": \"locked\" } }", "CSB051")]
    [InlineData("\"defaults\": { \"lockAfter\": { \"value\": 5, \"level\": \"hidden\" } }", null)]
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
        Assert.Equal(["CSB045: This brand builds on 'parent', which was not given."], Refusals(child));
        Assert.Equal(["CSB045: Nothing builds on 'parent': who does says \"extends\": \"parent\"."], Refusals(plain, parent));
        Assert.Equal(2, Refusals(child, plain).Count(error => error.StartsWith("CSB045", StringComparison.Ordinal)));
        Assert.Contains("CSB045: 'parent' was given more than once.", Refusals(child, parent, parent));
        Assert.Contains("CSB045: Nothing builds on 'child': who does says \"extends\": \"child\".", Refusals(child, child, parent));
    }

    [Fact]
    public void Brands_in_a_circle_are_refused()
    {
        using var a = Named("aaa", "bbb");
        using var b = Named("bbb", "ccc");
        using var c = Named("ccc", "aaa");
        using var self = Named("self", "self");
        Assert.Equal(["CSB045: A brand can't build on itself."], Refusals(a, c, b));
        Assert.Equal(["CSB045: A brand can't build on itself."], Refusals(self));
        Assert.Contains("CSB045: A brand can't build on itself.", Refusals(self, self));
    }

    [Fact]
    public void A_tower_of_brands_is_refused()
    {
        BrandFolder[] tower = [.. Enumerable.Range(0, 10).Select(i => Named($"brand-{i}", i < 9 ? $"brand-{i + 1}" : null))];
        try
        {
            // The ten in any order: nine below the first are too many, eight are not.
            Assert.Contains("CSB045: More than 8 brands below a brand are too many.", Refusals(tower[0], [.. tower[1..].Reverse()]));
            var brand = Brand.Load(
                new BrandParts { Folder = tower[1].Path, Parents = [.. tower[2..].Reverse().Select(folder => folder.Path)] }
            );
            Assert.Equal(
                [.. Enumerable.Range(1, 9).Select(i => $"brand-{i}"), "neutral"],
                brand.Explain("policy.trust").Layers.Select(layer => layer.Name)
            );
        }
        finally
        {
            Array.ForEach(tower, folder => folder.Dispose());
        }
    }

    /// <summary>Two apps of one house must not claim the same id or links, nor say each other's name.</summary>
    [Fact]
    public void What_makes_an_app_this_app_is_not_inherited()
    {
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(
            """
            {
              "schemaVersion": 1, "id": "parent", "name": "Parent", "shortName": "Pa", "culture": "de",
              "identity": { "appId": "org.example.parent", "website": "https://parent.example/" },
              "links": { "scheme": "parent", "inviteHost": "join.parent.example" },
              "support": { "email": "help@parent.example" }
            }
            """
        );
        parent.Write("strings.de.json", """{ "term.appName.genitive": "Vaters", "composer.send": "Ab damit" }""");
        var brand = Brand.Load(new BrandParts { Folder = child.Path, Parents = [parent.Path] });
        Assert.Equal(("Child", "app.child", null), (brand.ShortName, brand.Identity.AppId, brand.Identity.Website));
        Assert.Equal("app:child", brand.Identity.CapabilitiesNode);
        Assert.Equal((null, null), (brand.Links.Scheme, brand.Links.InviteHost));
        Assert.Throws<ArgumentException>(() => brand.Explain("shortName")); // no layer sets it
        Assert.DoesNotContain("Vaters", BrandCatalog.Texts.Select(text => brand.Explain("text:" + text.Id).Value));

        // All else is: the language, too.
        Assert.Equal(("de", "help@parent.example", "Ab damit"), (brand.Culture.Name, brand.Contacts.Email, brand.Text("composer.send")));
    }

    [Fact]
    public void A_legal_text_has_the_version_that_its_own_brand_gives_it()
    {
        const string Steps = "\"onboarding\": { \"steps\": [\"consent\", \"signIn\", \"done\"] }";
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(
            $$"""{ "schemaVersion": 1, "id": "parent", "name": "Parent", "legal": { "termsVersion": "1" }, {{Steps}} }"""
        );
        parent.Write("legal/terms.en.md", "Be kind.");
        var parts = new BrandParts { Folder = child.Path, Parents = [parent.Path] };
        Assert.Equal("Be kind.", Brand.Load(parts).Legal(LegalKind.Terms)!.Text);
        child.Write("legal/terms.en.md", "Be kinder.");
        Assert.Equal("CSB060: legal/terms needs its version: 'legal.termsVersion'.", Assert.Single(Refusals(child, parent)));
    }

    [Fact]
    public void A_mistake_below_is_named_with_the_place_of_the_brand_that_made_it()
    {
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(Parent);
        parent.Write("strings.en.json", "{ \"no.such.text\": \"x\" }").Write("tokens.json", "{ nonsense");
        var errors = Assert
            .Throws<BrandException>(() => Brand.Load(new BrandParts { Folder = child.Path, Parents = [parent.Path] }))
            .Errors;
        Assert.Equal(
            [("CSB010", Path.Combine(parent.Path, "strings.en.json")), ("CSB001", Path.Combine(parent.Path, "tokens.json"))],
            errors.Select(error => (error.Code, error.File)).OrderByDescending(error => error.Code)
        );
    }

    [Fact]
    public void The_report_knows_the_brands_below_and_takes_their_mark()
    {
        using var child = new BrandFolder(Child);
        using var parent = new BrandFolder(Parent);
        parent.Write("assets/logo.svg", "<svg/>");
        var report = BrandReport.Of(new BrandParts { Folder = child.Path, Parents = [parent.Path] });
        Assert.Equal(("child", 0, 0), (report.Brand!.Id, report.Errors.Count, report.Warnings.Count));
        Assert.Equal("parent", report.Brand.Explain("asset:logo").Layer);
        Assert.Equal("CSB045", Assert.Single(BrandReport.Of(child.Path).Errors).Code);
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

    private static BrandFolder Named(string id, string? parent) =>
        new($$"""{ "schemaVersion": 1, "id": "{{id}}", "name": "{{id}}" {{(parent is null ? "" : $", \"extends\": \"{parent}\"")}} }""");

    private static IEnumerable<string> Refusals(BrandFolder child, params BrandFolder[] parents) =>
        Assert
            .Throws<BrandException>(() =>
                Brand.Load(new BrandParts { Folder = child.Path, Parents = [.. parents.Select(parent => parent.Path)] })
            )
            .Errors.Select(error => $"{error.Code}: {error.Message}");
}
