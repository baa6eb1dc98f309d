// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Architecture.Tests.Packages;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>The build itself refuses a wrong arrow (build/Layers.targets).</summary>
public sealed class BuildGuardTests
{
    public static TheoryData<string> PackageNames => [.. PackageSet.Names];

    public static TheoryData<string> ToolNames => [.. PackageSet.Tools];

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void A_package_states_its_arrows_its_version_and_what_it_is(string name)
    {
        var project = PackageProject.Of(name);
        Assert.NotNull(project.Property("AllowedReferences"));
        Assert.Matches(@"^\d+\.\d+\.\d+$", project.Property("VersionPrefix"));
        Assert.False(string.IsNullOrWhiteSpace(project.Property("Description")));
        Assert.Null(project.Property("ProjectType"));
    }

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void A_package_has_its_papers(string name)
    {
        foreach (var paper in (string[])["README.md", "CHANGELOG.md", "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"])
            Assert.True(
                new FileInfo(Repository.PathTo("src", name, paper)) is { Exists: true, Length: > 10 },
                $"src/{name}/{paper} is missing or empty"
            );
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_states_its_arrows_its_version_what_it_is_and_has_its_papers(string name)
    {
        var project = PackageProject.OfTool(name);
        Assert.NotNull(project.Property("AllowedReferences"));
        Assert.Matches(@"^\d+\.\d+\.\d+$", project.Property("VersionPrefix"));
        Assert.False(string.IsNullOrWhiteSpace(project.Property("Description")));
        foreach (var paper in (string[])["README.md", "CHANGELOG.md"])
            Assert.True(
                new FileInfo(Path.Combine(project.Folder, paper)) is { Exists: true, Length: > 10 },
                $"{project.Folder}/{paper} is missing or empty"
            );
    }

    [Fact]
    public void A_planted_arrow_stops_the_build()
    {
        var planted = PlantedProjects.Write("Planted.Network", allowedReferences: "ChatSecure.Abstractions", reference: "Planted.Crypto");
        var build = planted.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error CSLAYER1: Planted.Network may not reference Planted.Crypto", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_projects_build_once_the_arrow_is_allowed()
    {
        var planted = PlantedProjects.Write("Planted.Core", allowedReferences: "Planted.Crypto", reference: "Planted.Crypto");
        var build = planted.Build();
        Assert.True(build.ExitCode == 0, build.ToString());
    }
}
