// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security;
using ChatSecure.Tests;

namespace ChatSecure.Branding.Build.Tests;

/// <summary>A project outside of the repository that imports the package's targets as NuGet would, and is really built.</summary>
internal sealed class BuiltApp : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;

    public BuiltApp(string items = "")
    {
        var package = Repository.PathTo("src", "Tools", "ChatSecure.Branding.Build", "build", "ChatSecure.Branding.Build");
        var beside = AppContext.BaseDirectory;
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(
            "app.csproj",
            $"""
            <Project>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <Import Project="{package}.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <RootNamespace>Tea</RootNamespace>
                <ImplicitUsings>enable</ImplicitUsings>
                <_BrandProgram>{SecurityElement.Escape(beside)}</_BrandProgram>
                <ChatSecureBrandForeign>Teapot;Samovar</ChatSecureBrandForeign>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{beside}ChatSecure.Branding.dll" />
                <Reference Include="{beside}ChatSecure.Abstractions.dll" />
                <Analyzer Include="{beside}ChatSecure.Branding.Generator.dll" />
                {items}
              </ItemGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
              <Import Project="{package}.targets" />
            </Project>
            """
        );
        Write("Program.cs", "var brand = Tea.AppBrand.Load(); Console.Write($\"{brand.Name}: {new Tea.Text(brand).ConnectionOnline}\");");
        Write("brand/brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea House" }""");
        Write("brand/strings.en.json", """{ "connection.online": "Water's on" }""");
        Write("brand/assets/logo.svg", "<svg/>");
    }

    public BuiltApp Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public BuiltApp Delete(string file)
    {
        File.Delete(Path.Combine(_folder, file));
        return this;
    }

    public string PathTo(string file) => Path.Combine(_folder, file);

    public ProgramResult Build(params string[] arguments) =>
        Programs.Run(
            "dotnet",
            [
                "build",
                PathTo("app.csproj"),
                "-nologo",
                "-v",
                "minimal",
                "-m:1",
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
                .. arguments,
            ],
            new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["CI"] = "" }
        );

    public string Run() => Programs.Run("dotnet", [PathTo("bin/Debug/net10.0/app.dll")]).Output;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
