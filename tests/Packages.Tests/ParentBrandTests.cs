// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>A house packs its brand; an app's brand builds on that package, and on the one that the house's brand builds on.</summary>
public sealed class ParentBrandTests(LocalFeed feed) : IDisposable
{
    private const string Logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>";

    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-house-").FullName;

    [Fact]
    public void A_brand_builds_on_packages_of_brands_and_takes_their_corrections_by_version()
    {
        Pack("Street", "1.0.0", """{ "schemaVersion": 1, "id": "street", "name": "Street", "vendor": "Street & Sons" }""", "Street's here");
        Pack(
            "House",
            "1.0.0",
            """{ "schemaVersion": 1, "id": "house", "name": "House", "extends": "street", "policy": { "requireEncryption": true } }""",
            "House's here",
            "Street.Brand"
        );
        WriteApp("\"features\": { \"stickers\": false }");
        Expect(Build());
        Assert.Equal("Tea by Street & Sons: House's here, encrypted: True, tea < house < street < neutral\n", Run());

        // The app may be stricter than the house, not weaker; a correction of the house arrives like one of ours.
        Write("app/brand/brand.json", Manifest("\"policy\": { \"requireEncryption\": false }"));
        var weaker = Build();
        Assert.NotEqual(0, weaker.ExitCode);
        Assert.Contains("error CSB050: 'policy.requireEncryption' is weaker here", weaker.Output, StringComparison.Ordinal);

        Write("app/brand/brand.json", Manifest("\"policy\": { \"requireEncryption\": true }"));
        Pack(
            "House",
            "1.0.1",
            """{ "schemaVersion": 1, "id": "house", "name": "House", "extends": "street", "policy": { "requireEncryption": true } }""",
            "House is back",
            "Street.Brand"
        );
        Expect(Build());
        Assert.Equal("Tea by Street & Sons: House is back, encrypted: True, tea < house < street < neutral\n", Run());

        // The tool takes the packages themselves.
        Expect(Dotnet("tool", "install", "ChatSecure.BrandTool", "--tool-path", Path("tool"), "--source", feed.Feed));
        var explained = Programs.Run(
            Path("tool", "chatsecure-brand"),
            [
                "explain",
                Path("app", "brand"),
                "text:connection.online",
                "--parent",
                Package("House", "1.0.1"),
                "--parent",
                Package("Street", "1.0.0"),
            ],
            timeout: TimeSpan.FromMinutes(2)
        );
        Assert.Contains("decided by house\n  house: House is back\n  street: Street's here\n", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_with_mistakes_is_not_packed()
    {
        WriteBrand("Bad", "1.0.0", """{ "schemaVersion": 1, "id": "bad", "name": "Bad", "colour": {} }""", "x");
        var pack = Dotnet("pack", Path("Bad"), "-o", feed.Feed, "-nologo", "-v", "quiet", "-m:1", "-nodeReuse:false");
        Assert.NotEqual(0, pack.ExitCode);
        Assert.Contains("error CSB001: 'colour' is not known.", pack.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Package("Bad", "1.0.0")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Manifest(string members) =>
        $$"""{ "schemaVersion": 1, "id": "tea", "name": "Tea", "extends": "house", {{members}} }""";

    private void Pack(string name, string version, string manifest, string online, params string[] parents)
    {
        WriteBrand(name, version, manifest, online, parents);
        Expect(Dotnet("pack", Path(name), "-o", feed.Feed, "-nologo", "-v", "quiet", "-m:1", "-nodeReuse:false"));
    }

    private void WriteBrand(string name, string version, string manifest, string online, params string[] parents)
    {
        Write($"{name}/brand/brand.json", manifest);
        Write($"{name}/brand/strings.en.json", $$"""{ "connection.online": "{{online}}" }""");
        Write($"{name}/brand/assets/logo.svg", Logo);
        WriteProject(
            $"{name}/{name}.csproj",
            $"<PackageId>{name}.Brand</PackageId><Version>{version}</Version><Description>A brand.</Description><ChatSecureBrandPackage>true</ChatSecureBrandPackage>",
            parents
        );
    }

    private void WriteApp(string members)
    {
        Write("app/brand/brand.json", Manifest(members));
        WriteProject("app/app.csproj", "<OutputType>Exe</OutputType><RootNamespace>Tea</RootNamespace>", "House.Brand");
        Write(
            "app/Program.cs",
            """
            var brand = Tea.AppBrand.Load();
            Console.WriteLine(
                $"{brand.Name} by {brand.Vendor}: {new Tea.Text(brand).ConnectionOnline}, encrypted: {brand.Policy.RequireEncryption}, "
                    + string.Join(" < ", brand.Explain("policy.trust").Layers.Select(layer => layer.Name))
            );
            """
        );
    }

    private void WriteProject(string path, string properties, params string[] parents)
    {
        var ours = new Version(feed.Version("ChatSecure.Branding")).ToString(2) + ".*";
        Write(
            path,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ChatSecure.Branding" Version="{ours}" />
                <PackageReference Include="ChatSecure.Branding.Build" Version="{ours}" PrivateAssets="all" />
                {string.Concat(parents.Select(parent => $"<PackageReference Include=\"{parent}\" Version=\"1.0.*\" />"))}
              </ItemGroup>
            </Project>
            """
        );
        feed.UseIn(_folder);
    }

    private ProgramResult Build()
    {
        var restore = Dotnet("restore", Path("app"), "--force-evaluate", "-v", "quiet");
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
                "-p:UseSharedCompilation=false"
            );
    }

    private string Run() => Programs.Run("dotnet", [Path("app", "bin", "Debug", "net10.0", "app.dll")]).Output;

    private ProgramResult Dotnet(params string[] arguments) =>
        Programs.Run("env", ["-C", _folder, "dotnet", .. arguments], Downstream.Environment, TimeSpan.FromMinutes(5));

    private string Package(string name, string version) => System.IO.Path.Combine(feed.Feed, $"{name}.Brand.{version}.nupkg");

    private string Path(params string[] parts) => System.IO.Path.Combine([_folder, .. parts]);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        File.WriteAllText(Path(file), text);
    }

    private static void Expect(ProgramResult result) => Assert.True(result.ExitCode == 0, result.ToString());
}
