// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>build/Baseline.targets: a package is held against its last release. The exit code tells; a package that fails leaves its file behind all the same.</summary>
public sealed class BaselineTests(BaselineTests.Released released) : IClassFixture<BaselineTests.Released>
{
    private const string Api = "public class Door { public void Open() { } }";
    private const string MoreApi = "public class Door { public void Open() { } public void Close() { } }";
    private const string LessApi = "public class Door { }";

    [Theory]
    [InlineData("1.0.1", Api, null)]
    [InlineData("1.0.1", MoreApi, "CP0002")]
    [InlineData("1.1.0", MoreApi, null)]
    [InlineData("1.1.0", LessApi, "CP0002")]
    public void A_patch_changes_no_API_and_a_minor_version_only_adds(string version, string code, string? error)
    {
        var pack = released.Pack(version, "1.0.0", code);
        Assert.True(pack.ExitCode == 0 == (error is null), pack.ToString());
        if (error is not null)
        {
            Assert.Contains($"error {error}", pack.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>A library of one class, below artifacts/ so that it takes the repository's own Directory.Build files, and its release 1.0.0.</summary>
    public sealed class Released : IDisposable
    {
        private readonly string _folder = Repository.PathTo("artifacts", "planted", "Door-" + Guid.NewGuid().ToString("N"));
        private readonly string _feed;

        public Released()
        {
            _feed = Path.Combine(_folder, "feed");
            Directory.CreateDirectory(_feed);
            var machine = Programs.Run("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"]).Output;
            File.WriteAllText(
                Path.Combine(_folder, "nuget.config"),
                $"""
                <configuration>
                  <config><add key="globalPackagesFolder" value="packages" /></config>
                  <packageSources><clear /><add key="feed" value="feed" /></packageSources>
                  <fallbackPackageFolders><clear /><add key="machine" value="{machine[
                    (machine.IndexOf(':', StringComparison.Ordinal) + 1)..
                ].Trim()}" /></fallbackPackageFolders>
                </configuration>
                """
            );
            File.WriteAllText(Path.Combine(_folder, "README.md"), "# Planted.Door\n");
            var release = Pack("1.0.0", null, Api);
            Assert.True(release.ExitCode == 0, release.ToString());
        }

        internal ProgramResult Pack(string version, string? baseline, string code)
        {
            File.WriteAllText(Path.Combine(_folder, "Door.cs"), $"namespace Planted;\n{code}\n");
            File.WriteAllText(
                Path.Combine(_folder, "Planted.Door.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <ProjectType>Library</ProjectType>
                    <IsPackable>true</IsPackable>
                    <AllowedReferences></AllowedReferences>
                    <VersionPrefix>{version}</VersionPrefix>
                    <BaselineVersion>{baseline}</BaselineVersion>
                    <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                  </PropertyGroup>
                  <ItemGroup><Compile Include="Door.cs" /></ItemGroup>
                  <ItemGroup><None Include="README.md" Pack="true" PackagePath="/" /></ItemGroup>
                </Project>
                """
            );
            return Programs.Run(
                "dotnet",
                [
                    "pack",
                    Path.Combine(_folder, "Planted.Door.csproj"),
                    "-o",
                    _feed,
                    "-nologo",
                    "-v",
                    "quiet",
                    $"-p:ArtifactsPath={_folder}/out",
                ],
                Downstream.Environment,
                TimeSpan.FromMinutes(3)
            );
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
