// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using ChatSecure.Tests;

[assembly: AssemblyFixture(typeof(ChatSecure.Packages.Tests.LocalFeed))]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace ChatSecure.Packages.Tests;

/// <summary>A feed with every package of this repository, packed from what the tests were built from.</summary>
public sealed partial class LocalFeed : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("chatsecure-feed-").FullName;

    public LocalFeed()
    {
        Feed = Path.Combine(_root, "feed");
        Machine = Path.Combine(_root, "machine");
        MakeFallback();
        var pack = Programs.Run(
            "dotnet",
            [
                "msbuild",
                "build/pack.proj",
                "-t:PackBuilt",
                "-nologo",
                "-v:quiet",
                $"-p:Configuration={Repository.Configuration}",
                $"-p:PackageOutputPath={Feed}",
            ],
            timeout: TimeSpan.FromMinutes(5)
        );
        Assert.True(pack.ExitCode == 0, pack.ToString());
        Files = [.. Directory.GetFiles(Feed, "*.nupkg").Order(StringComparer.Ordinal)];
    }

    /// <summary>The feed's folder.</summary>
    public string Feed { get; }

    /// <summary>What the machine has already taken from elsewhere, so that nothing is fetched: without packages of ours, which must come from the feed.</summary>
    public string Machine { get; }

    /// <summary>The packages, as their files lie in the feed: what was packed, not what the drill releases later.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The version of a package in the feed.</summary>
    public string Version(string package) =>
        Files
            .Select(file => FileName().Match(Path.GetFileName(file)))
            .Where(match => match.Groups["id"].Value == package)
            .Select(match => match.Groups["version"].Value)
            .Single();

    /// <summary>Makes a folder take packages from the feed and from what the machine has, and from nowhere else.</summary>
    public void UseIn(string folder) =>
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, ".packages")}" /></config>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Machine}" /></fallbackPackageFolders>
            </configuration>
            """
        );

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void MakeFallback()
    {
        Directory.CreateDirectory(Machine);
        var locals = Programs.Run("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"]).Output;
        var packages = locals[(locals.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (var package in Directory.GetDirectories(packages).Where(IsForeign))
        {
            Directory.CreateSymbolicLink(Path.Combine(Machine, Path.GetFileName(package)), package);
        }

        static bool IsForeign(string package) => !Path.GetFileName(package).StartsWith("chatsecure.", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^(?<id>.+?)\.(?<version>\d+\.\d+\.\d+)\.nupkg$")]
    private static partial Regex FileName();
}
