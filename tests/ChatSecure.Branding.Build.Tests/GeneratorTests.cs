// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Build;
using Microsoft.CodeAnalysis;

namespace ChatSecure.Branding.Generator.Tests;

public sealed class GeneratorTests
{
    private const string Head = "brand\ttea\tTea House\tabc\n";

    [Fact]
    public void Accessors_for_everything_that_this_version_knows_compile()
    {
        var path = Path.GetTempFileName();
        CatalogFile.Write(path, Brand.Neutral, "hash");
        var app = new Generated(
            File.ReadAllText(path),
            """
            namespace Tea;

            class Screen(ChatSecure.Branding.Brand brand)
            {
                Text Text => new(brand);
                string Title => Text.ConversationsTitle(unread: 3);
                string Still => Text.ConversationsEmpty;
                string Policy => brand.Explain(BrandKeys.PolicyTrust).Value;
                object? Logo => brand.Asset(BrandAssets.Logo);
                string Name => AppBrand.Name + AppBrand.Load().Id;
            }
            """
        );
        File.Delete(path);
        Assert.Empty(app.Errors);
        Assert.Empty(app.Clashes);
        Assert.All(BrandCatalog.Texts, text => Assert.Contains($" {Identifier.Member(text.Id)}", app.Code, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_there_is_not_does_not_compile()
    {
        var app = new Generated(Head + "text\ta.b\tx\ty\n", "namespace Tea; class C { string X(Text text) => text.AC; }");
        Assert.Equal("CS1061", Assert.Single(app.Errors).Id);
    }

    [Theory]
    [InlineData("text.AB(\"x\", true, 1)", null)]
    [InlineData("text.AB(\"x\", true, 1.5m)", null)]
    [InlineData("text.AB(\"x\", true)", "CS7036")]
    [InlineData("text.AB(\"x\", \"yes\", 1)", "CS1503")]
    [InlineData("text.AB(\"x\", true, \"1\")", "CS1503")]
    public void Arguments_have_names_and_types(string call, string? error)
    {
        var app = new Generated(
            Head + "text\ta.b\tx\ty\ttext:who\tyesNo:is\tnumber:count\n",
            $"namespace Tea; class C {{ string X(Text text) => {call}; }}"
        );
        Assert.Equal(error, app.Errors.SingleOrDefault()?.Id);
    }

    [Fact]
    public void What_a_brand_says_cannot_leave_its_place_in_the_code()
    {
        var app = new Generated(
            "brand\tt\t\"; } class Evil { } //\\n{{}}\t\\\\\ntext\ta.b\t*/ </summary> <evil & \\n x\ty\nasset\tx/y-z.1\n"
        );
        Assert.Empty(app.Errors);
        Assert.Null(app.Compilation.GetTypeByMetadataName("Tea.Evil"));
        Assert.Contains("&lt;/summary&gt; &lt;evil &amp;", app.Code, StringComparison.Ordinal);
        Assert.Contains("const string XYZ1 = \"x/y-z.1\"", app.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_ids_with_one_name_in_code_are_an_error()
    {
        var app = new Generated(Head + "text\ta.b\tx\ty\ntext\tab\tx\ty\ntext\tto.string\tx\ty\nasset\ta.b\nasset\ta-b\n");
        Assert.Equal(["CSB015", "CSB015"], app.Clashes.Select(clash => clash.Id));
        Assert.Equal(DiagnosticSeverity.Error, app.Clashes.First().Severity);
    }

    [Theory]
    [InlineData("is", "@is")]
    [InlineData("field", "@field")]
    [InlineData("count", "count")]
    public void Words_of_the_language_can_be_arguments(string name, string written)
    {
        var app = new Generated(Head + $"text\ta.b\tx\ty\ttext:{name}\n");
        Assert.Empty(app.Errors);
        Assert.Contains($"AB(string {written})", app.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_namespace_is_the_apps_or_the_one_that_it_wants()
    {
        Assert.NotNull(new Generated(Head).Compilation.GetTypeByMetadataName("Tea.AppBrand"));
        Assert.NotNull(new Generated(Head, ownNamespace: "Tea.Words").Compilation.GetTypeByMetadataName("Tea.Words.AppBrand"));
    }

    [Theory]
    [InlineData(false, Accessibility.Internal)]
    [InlineData(true, Accessibility.Public)]
    public void The_classes_are_the_apps_own_or_its_other_projects_too(bool isPublic, Accessibility access)
    {
        var app = new Generated(Head + "text\ta.b\tx\ty\n", isPublic: isPublic);
        Assert.Empty(app.Errors);
        Assert.All(
            (string[])["AppBrand", "Text", "BrandAssets", "BrandKeys"],
            name => Assert.Equal(access, app.Compilation.GetTypeByMetadataName("Tea." + name)!.DeclaredAccessibility)
        );
    }

    [Fact]
    public void Typing_in_the_app_generates_nothing_anew() =>
        Assert.All(new Generated(Head).Again(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    [Fact]
    public void A_catalogue_is_read_as_it_was_written()
    {
        var path = Path.GetTempFileName();
        CatalogFile.Write(path, Brand.Neutral, "a\\b\tc\nd");
        var catalog = Catalog.Parse(File.ReadAllText(path));
        File.Delete(path);
        Assert.Equal((Brand.Neutral.Id, Brand.Neutral.Name, "a\\b\tc\nd"), (catalog.Id, catalog.Name, catalog.Hash));
        Assert.Equal(BrandCatalog.Texts.Select(text => (text.Id, text.Text)), catalog.Texts.Select(text => (text.Id, text.Text)));
        Assert.Equal(BrandCatalog.Assets, catalog.Assets);
        Assert.Equal(BrandCatalog.Settings.Select(setting => setting.Key), catalog.Settings);
    }
}
