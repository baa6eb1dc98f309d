// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>What comes with the code in each package.</summary>
public sealed class PaperTests(LocalFeed feed)
{
    [Fact]
    public void Every_package_is_packed_and_depends_on_what_the_list_says()
    {
        var projects = Directory
            .EnumerateFiles(Repository.PathTo("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => !project.Contains("/content/", StringComparison.Ordinal)) // what the template makes
            .Where(project => !File.ReadAllText(project).Contains("<IsPackable>false</IsPackable>", StringComparison.Ordinal));
        Assert.Equal(projects.Count(), feed.Files.Count);

        // Others' packages may come into the feed meanwhile: those of brands, which other tests make.
        var ours = Directory.CreateTempSubdirectory("chatsecure-papers-").FullName;
        try
        {
            foreach (var file in feed.Files)
            {
                File.CreateSymbolicLink(Path.Combine(ours, Path.GetFileName(file)), file);
            }

            var check = Programs.Run("python3", [Repository.PathTo("build", "check_nuspec.py"), ours]);
            Assert.True(check.ExitCode == 0, check.ToString());
        }
        finally
        {
            Directory.Delete(ours, recursive: true);
        }
    }

    [Fact]
    public void Every_package_has_its_papers_and_every_library_its_symbols() =>
        Each(
            (package, nuspec) =>
            {
                var names = package.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
                Assert.Superset(
                    new HashSet<string>(["README.md", "CHANGELOG.md", "icon.png", "sbom.cdx.json", "THIRD-PARTY-NOTICES.txt"]),
                    names
                );
                Assert.Equal("MPL-2.0", Value(nuspec, "license"));
                Assert.Equal("icon.png", Value(nuspec, "icon"));
                Assert.Equal("README.md", Value(nuspec, "readme"));
                Assert.Matches(
                    "^[0-9a-f]{40}$",
                    nuspec.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value
                );
                if (names.Any(name => name.StartsWith("lib/", StringComparison.Ordinal)))
                {
                    Assert.True(File.Exists(Path.Combine(feed.Feed, $"{Value(nuspec, "id")}.{Value(nuspec, "version")}.snupkg")));
                }
            }
        );

    [Fact]
    public void A_bill_of_materials_names_every_dependency_with_version_and_licence() =>
        Each(
            (package, nuspec) =>
            {
                using var bom = JsonDocument.Parse(Text(package, "sbom.cdx.json"));
                Assert.Equal(
                    ("CycloneDX", "1.6"),
                    (bom.RootElement.GetProperty("bomFormat").GetString(), bom.RootElement.GetProperty("specVersion").GetString())
                );
                Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", bom.RootElement.GetProperty("serialNumber").GetString()!);
                var self = bom.RootElement.GetProperty("metadata").GetProperty("component");
                Assert.Equal($"pkg:nuget/{Value(nuspec, "id")}@{Value(nuspec, "version")}", self.GetProperty("purl").GetString());
                var components = bom.RootElement.GetProperty("components").EnumerateArray().ToArray();
                var refs = components.Select(component => component.GetProperty("bom-ref").GetString()!).ToArray();
                Assert.Equal(refs.Distinct(), refs);
                Assert.All(components, component => Assert.True(component.GetProperty("licenses").GetArrayLength() == 1));
                Assert.All(
                    nuspec.Descendants().Where(element => element.Name.LocalName == "dependency"),
                    dependency =>
                        Assert.Contains($"pkg:nuget/{dependency.Attribute("id")!.Value}@{dependency.Attribute("version")!.Value}", refs)
                );

                // The graph is closed: whatever is needed is listed.
                foreach (var node in bom.RootElement.GetProperty("dependencies").EnumerateArray())
                {
                    Assert.Subset(
                        refs.ToHashSet(StringComparer.Ordinal),
                        node.GetProperty("dependsOn").EnumerateArray().Select(below => below.GetString()!).ToHashSet(StringComparer.Ordinal)
                    );
                }

                // What others made is in the notices, with its copyright; analyzers and other tools of the build are in neither.
                var notices = Text(package, "THIRD-PARTY-NOTICES.txt");
                foreach (var component in components.Where(component => component.TryGetProperty("copyright", out _)))
                {
                    Assert.Contains(
                        $"{component.GetProperty("name").GetString()} {component.GetProperty("version").GetString()} (",
                        notices,
                        StringComparison.Ordinal
                    );
                    Assert.Contains(component.GetProperty("copyright").GetString()!, notices, StringComparison.Ordinal);
                }

                // Components brings its analyzer along to every app.
                Assert.DoesNotContain(
                    refs.Where(name => !name.StartsWith("pkg:nuget/Microsoft.AspNetCore.Components.Analyzers@", StringComparison.Ordinal)),
                    name => name.Contains("Analyzers", StringComparison.Ordinal) || name.Contains("CodeAnalysis", StringComparison.Ordinal)
                );
            }
        );

    [Fact]
    public void Symbols_lead_to_the_source_where_its_publisher_says_and_to_nothing_else_on_the_machine()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-source-").FullName;
        var target = Programs.Run(
            "dotnet",
            [
                "msbuild",
                Repository.PathTo("src", "ChatSecure.Abstractions", "ChatSecure.Abstractions.csproj"),
                "-t:GenerateSourceLinkFile",
                "-nologo",
                "-p:ContinuousIntegrationBuild=true",
                $"-p:IntermediateOutputPath={folder}/",
                "-p:SourceUrl=https://source.example/raw/commit/*",
            ]
        );
        Assert.True(target.ExitCode == 0, target.ToString());
        var map = File.ReadAllText(Directory.EnumerateFiles(folder, "*.sourcelink.json").Single());
        Directory.Delete(folder, recursive: true);
        Assert.Equal("""{"documents":{"/_/*":"https://source.example/raw/commit/*"}}""", map);
    }

    [Fact]
    public void The_tool_says_what_it_carries()
    {
        using var package = Open("ChatSecure.BrandTool");
        var notices = Text(package, "THIRD-PARTY-NOTICES.txt");
        Assert.Contains("SkiaSharp 4", notices, StringComparison.Ordinal);
        Assert.Contains("FreeType", notices, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(5, package.Entries.Count(entry => entry.FullName.Contains("/runtimes/", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            package.Entries,
            entry => entry.FullName.Contains("Skia", StringComparison.Ordinal) && entry.FullName.EndsWith(".pdb", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_schemas_and_the_default_brand_are_files_of_the_branding_package()
    {
        using var package = Open("ChatSecure.Branding");
        Assert.Superset(
            new HashSet<string>([
                "schema/brand.schema.json",
                "schema/strings.schema.json",
                "default/brand.json",
                "default/strings.en.json",
                "default/renames.json",
            ]),
            package.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal)
        );
    }

    private ZipArchive Open(string package) => ZipFile.OpenRead(Path.Combine(feed.Feed, $"{package}.{feed.Version(package)}.nupkg"));

    private void Each(Action<ZipArchive, XElement> check) =>
        Assert.All(
            feed.Files,
            file =>
            {
                using var package = ZipFile.OpenRead(file);
                check(
                    package,
                    XElement.Parse(
                        Text(
                            package,
                            package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName
                        )
                    )
                );
            }
        );

    private static string Value(XElement nuspec, string name) =>
        nuspec.Descendants().First(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
