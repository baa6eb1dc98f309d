// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding;

namespace ChatSecure.Packages.Tests;

/// <summary>A brand that says everything itself, with words made to break things.</summary>
public sealed class HostileBrandTests(LocalFeed feed)
{
    [Fact]
    public void A_brand_that_overrides_every_id_builds_and_only_it_speaks()
    {
        using var app = new Downstream(feed);
        Directory.Delete(app.PathTo("brand"), recursive: true);
        Write(app.PathTo("brand"));
        var build = app.Build("app/Zomlike.csproj");
        Assert.True(build.ExitCode == 0, build.ToString());
        var run = app.Run("--help");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.StartsWith("⟦", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--profile", run.Output, StringComparison.Ordinal); // what the default says

        var brand = Brand.Load(app.PathTo("brand"));
        Assert.All(BrandCatalog.Texts, text => Assert.Equal("hostile", brand.Explain("text:" + text.Id).Layer));
        Assert.All(BrandCatalog.Assets, id => Assert.Equal("hostile", brand.Explain("asset:" + id).Layer));
    }

    private static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "brand.json"),
            """{ "schemaVersion": 1, "id": "hostile", "name": "H' \\\" {0} %s $(X) ';--" }"""
        );
        File.WriteAllText(
            Path.Combine(folder, "strings.en.json"),
            JsonSerializer.Serialize(BrandCatalog.Texts.ToDictionary(text => text.Id, Text))
        );
        foreach (var id in BrandCatalog.Assets)
        {
            var path = Path.Combine(folder, "assets", id + ".svg");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>");
        }
    }

    // Every placeholder in the way that it asks for, and as much as there is room for of what other languages and formats take for their own.
    private static string Text(CatalogText text)
    {
        var room = (text.MaxLength ?? 200) - 2 - (6 * text.Arguments.Count);
        var words = string.Concat(text.Arguments.Select(Placeholder));
        foreach (var nasty in (string[])["\"", " \\", " */", " %n", " $x", " '{0}'", " \u202b\u05d0", " -->"])
        {
            room -= nasty.Length;
            words += room > 0 ? nasty : "";
        }

        return $"⟦{words}⟧";
    }

    private static string Placeholder(CatalogArgument argument) =>
        argument.Kind switch
        {
            CatalogArgumentKind.Number => $"{{{argument.Name}, plural, one {{# x}} other {{# y}}}}",
            CatalogArgumentKind.YesNo => $"{{{argument.Name}, select, yes {{y}} other {{n}}}}",
            CatalogArgumentKind.Word => $"{{{argument.Name}, select, other {{o}}}}",
            _ => $"{{{argument.Name}}}",
        };
}
