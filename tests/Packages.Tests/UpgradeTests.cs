// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>A brand goes from one version of the packages to the next minor one, which renames, drops, changes and adds texts.</summary>
public sealed class UpgradeTests(LocalFeed feed) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-upgrade-").FullName;

    [Fact]
    public void The_report_says_what_to_do_the_build_insists_and_what_was_renamed_is_carried_forward()
    {
        var version = new Version(feed.Version("ChatSecure.Branding"));
        var next = $"{version.Major}.{version.Minor + 1}.0";
        NextBranding.Release(feed, next, source => Change(source, next));
        WriteApp(
            """
            { "settings.about": "Pass it on", "about.title": "The house", "typing.composing": "The kettle sings: {name}", "composer.send": "Pour" }
            """
        );
        Expect(Build(version.ToString(2)));
        Assert.Equal("Pass it on\n", Run("settings.about"));

        // The report, from the two packages as they were published.
        Expect(Dotnet("tool", "install", "ChatSecure.BrandTool", "--tool-path", Path("tool"), "--source", feed.Feed));
        var report = Programs.Run(
            Path("tool", "chatsecure-brand"),
            ["diff", Package(version.ToString()), Package(next), "--brand", Path("app", "brand")],
            timeout: TimeSpan.FromMinutes(2)
        );
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("Needs brand action: yes", report.Output, StringComparison.Ordinal);
        Assert.Contains("- text `typing.composing`\n", report.Output, StringComparison.Ordinal);
        Assert.Contains("- `settings.about` is `settings.imprint`\n", report.Output, StringComparison.Ordinal);
        Assert.Matches("does yours still say the same\\?\n- `about\\.title`: .* → What this app is\n", report.Output);
        Assert.Contains("- `about.community`: Meet the others\n", report.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("composer.send", report.Output, StringComparison.Ordinal);

        // An override of what is gone stops the build; one of what was renamed does not.
        var build = Build(new Version(next).ToString(2));
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error CSB010: There is no text 'typing.composing' to override.", build.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"warning CSB013: 'settings.about' is called 'settings.imprint' since version {next}",
            build.Output,
            StringComparison.Ordinal
        );

        Write("app/brand/strings.en.json", """{ "settings.about": "Pass it on", "about.title": "The house", "composer.send": "Pour" }""");
        Expect(Build(new Version(next).ToString(2)));
        Assert.Equal("Pass it on\n", Run("settings.imprint"));
        Assert.Equal("Meet the others\n", Run("about.community"));

        // Saying both names is a mistake, not a matter of luck.
        Write("app/brand/strings.en.json", """{ "settings.about": "Pass it on", "settings.imprint": "Or on" }""");
        Assert.Contains("error CSB014", Build(new Version(next).ToString(2)).Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Change(string source, string version)
    {
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(source, "Default"), "strings.*.json"))
        {
            var texts = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            texts.Remove("typing.composing");
            if (texts.ContainsKey("settings.about"))
            {
                var title = texts["settings.about"]!.DeepClone();
                texts.Remove("settings.about");
                texts["settings.imprint"] = title;
            }

            if (file.EndsWith("strings.en.json", StringComparison.Ordinal))
            {
                texts["about.title"]!["text"] = "What this app is";
                texts["about.community"] = JsonNode.Parse("""{ "text": "Meet the others", "description": "New." }""");
            }

            File.WriteAllText(file, texts.ToJsonString());
        }

        File.WriteAllText(
            System.IO.Path.Combine(source, "renames.json"),
            $$"""{ "texts": { "settings.about": { "to": "settings.imprint", "since": "{{version}}" } }, "assets": {}, "settings": {} }"""
        );
    }

    private void WriteApp(string texts)
    {
        Write("app/brand/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea" }""");
        Write("app/brand/strings.en.json", texts);
        Write("app/Program.cs", "Console.WriteLine(Tea.AppBrand.Load().Explain(\"text:\" + args[0]).Value);");
        Write(
            "app/app.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <RootNamespace>Tea</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ChatSecure.Branding" Version="$(Branding).*" />
                <PackageReference Include="ChatSecure.Branding.Build" Version="*" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """
        );
        feed.UseIn(_folder);
    }

    private ProgramResult Build(string version)
    {
        var restore = Dotnet("restore", Path("app"), "--force-evaluate", "-v", "quiet", $"-p:Branding={version}");
        return restore.ExitCode != 0
            ? restore
            : Dotnet(
                "build",
                Path("app"),
                "--no-restore",
                "-nologo",
                "-v",
                "quiet",
                "-m:1",
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
                $"-p:Branding={version}"
            );
    }

    private string Run(string id) => Programs.Run("dotnet", [Path("app", "bin", "Debug", "net10.0", "app.dll"), id]).Output;

    private ProgramResult Dotnet(params string[] arguments) =>
        Programs.Run("env", ["-C", _folder, "dotnet", .. arguments], Downstream.Environment, TimeSpan.FromMinutes(5));

    private string Package(string version) => System.IO.Path.Combine(feed.Feed, $"ChatSecure.Branding.{version}.nupkg");

    private string Path(params string[] parts) => System.IO.Path.Combine([_folder, .. parts]);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        File.WriteAllText(Path(file), text);
    }

    private static void Expect(ProgramResult result) => Assert.True(result.ExitCode == 0, result.ToString());
}
