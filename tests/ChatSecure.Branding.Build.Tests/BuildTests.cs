// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Build.Tests;

/// <summary>What someone sees who builds an app with a brand.</summary>
public sealed class BuildTests
{
    [Fact]
    public void A_brand_is_checked_put_into_the_app_and_checked_again_only_after_a_change()
    {
        using var app = new BuiltApp();
        var first = app.Build();
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal("Tea House: Water's on", app.Run());
        var catalog = app.PathTo("obj/Debug/net10.0/chatsecure-brand/brand.catalog");
        Assert.True(File.Exists(catalog));
        var written = File.GetLastWriteTimeUtc(catalog);

        Assert.Equal(0, app.Build("--no-restore").ExitCode);
        Assert.Equal(written, File.GetLastWriteTimeUtc(catalog));

        // A file that is gone is a change like any other.
        var third = app.Delete("brand/strings.en.json").Build("--no-restore");
        Assert.True(third.ExitCode == 0, third.ToString());
        Assert.Equal("Tea House: Online", app.Run());
    }

    [Fact]
    public void Every_mistake_stops_the_build_at_its_place()
    {
        using var app = new BuiltApp();
        var manifest = """
            {
              "schemaVersion": 1, "id": "tea", "name": "Tea House",
              "policy": { "trusst": "manual" },
              "color": { "text": { "light": "#fefefe", "dark": "#ffffff" } }
            }
            """;
        var build = app.Write("brand/brand.json", manifest)
            .Write(
                "brand/strings.de.json",
                """{ "connection.onlin": "An", "cli.defect": "ChatSecure ist kaputt", "connection.offline": "Samowar? Samovar!" }"""
            )
            .Write("brand/assets/logo.svg", "<svg><script/></svg>")
            .Build();
        Assert.NotEqual(0, build.ExitCode);
        Has("brand.json(3,15): error CSB001: 'policy.trusst' is not known. Did you mean 'policy.trust'?");
        Has("brand.json(4,22): error CSB003: ");
        Has("strings.de.json(1,23): error CSB010: There is no text 'connection.onlin' to override. Did you mean 'connection.online'?");
        Has("strings.de.json(1,43): error CSB021: The text 'cli.defect' lacks the placeholder {type}.");
        Has("strings.de.json(1,43): error CSB061: In 'cli.defect' stands 'chatsecure'");
        Has("strings.de.json(1,90): error CSB061: In 'connection.offline' stands 'Samovar'");
        Has("assets/logo.svg : error CSB034: ");
        Assert.False(File.Exists(app.PathTo("bin/Debug/net10.0/app.dll")));

        void Has(string line) => Assert.Contains(Path.Combine(app.PathTo("brand"), line), build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_that_builds_on_another_is_checked_with_it_and_both_are_in_the_app()
    {
        using var app = new BuiltApp("<ChatSecureBrandParent Include=\"house\" Name=\"House.Brand\" />");
        app.Write("brand/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea House", "extends": "house" }""")
            .Delete("brand/strings.en.json")
            .Write(
                "house/brand.json",
                """{ "schemaVersion": 1, "id": "house", "name": "House", "policy": { "requireEncryption": true } }"""
            )
            .Write("house/README.md", "For people.")
            .Write("house/assets/onboarding/welcome.svg", "<svg/>")
            .Write("house/strings.en.json", """{ "connection.online": "The house's water is on" }""");
        var first = app.Build();
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal("Tea House: The house's water is on", app.Run());

        // A change below is a change.
        var second = app.Write("house/strings.en.json", """{ "connection.online": "Water" }""").Build("--no-restore");
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal("Tea House: Water", app.Run());

        app.Write(
                "brand/brand.json",
                """{ "schemaVersion": 1, "id": "tea", "name": "T", "extends": "house", "policy": { "requireEncryption": false } }"""
            )
            .Write("house/strings.en.json", """{ "connection.onlin": "Water" }""");
        var third = app.Build("--no-restore");
        Assert.NotEqual(0, third.ExitCode);
        Assert.Contains(app.PathTo("brand/brand.json") + "(", third.Output, StringComparison.Ordinal);
        Assert.Contains("): error CSB050: ", third.Output, StringComparison.Ordinal);
        Assert.Contains(app.PathTo("house/strings.en.json") + "(1,23): error CSB010: ", third.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "error CSB045: This brand builds on 'house', which was not given.")]
    [InlineData("<ChatSecureBrandParent Include=\"house\" />", "error CSB045: ChatSecureBrandParent 'house' needs a Name.")]
    [InlineData("<ChatSecureBrandParent Include=\"no-house\" Name=\"House\" />", "error CSB000: ")]
    public void A_brand_without_the_brand_that_it_builds_on_does_not_build(string parent, string error)
    {
        using var app = new BuiltApp(parent);
        var build = app.Write("brand/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea House", "extends": "house" }""")
            .Write("house/brand.json", """{ "schemaVersion": 1, "id": "house", "name": "House" }""")
            .Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(error, build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_without_a_brand_does_not_build()
    {
        using var app = new BuiltApp();
        var build = app.Delete("brand/brand.json").Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "error CSB000: There is no brand: set the property ChatSecureBrand to its folder.",
            build.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_skipped_generator_stops_the_build()
    {
        // What the compiler says when a generator was built against a newer one; the targets make it an error.
        using var app = new BuiltApp();
        app.Write(
            "warn.targets",
            "<Project><Target Name=\"Warn\" BeforeTargets=\"CoreCompile\"><Warning Code=\"CS9057\" Text=\"skipped\" /></Target></Project>"
        );
        var build = app.Build(
            $"-p:CustomAfterMicrosoftCommonTargets={app.PathTo("warn.targets")}",
            "-p:MSBuildTreatWarningsAsErrors=false"
        );
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error CS9057", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("/no/such/folder", 1)]
    public void The_program_says_by_its_exit_code_that_it_could_not(string? folder, int exitCode)
    {
        string[] arguments = folder is null ? [] : [folder, Path.Combine(Path.GetTempPath(), "no-such", "x.catalog")];
        var program = Path.Combine(AppContext.BaseDirectory, "ChatSecure.Branding.Build.dll");
        Assert.Equal(exitCode, ChatSecure.Tests.Programs.Run("dotnet", ["exec", program, .. arguments]).ExitCode);
    }
}
