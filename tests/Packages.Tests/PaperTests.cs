// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
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
            .Where(project => !File.ReadAllText(project).Contains("<IsPackable>false</IsPackable>", StringComparison.Ordinal));
        Assert.Equal(projects.Count(), feed.Files.Count);
        var check = Programs.Run("python3", [Repository.PathTo("build", "check_nuspec.py"), feed.Feed]);
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Fact]
    public void The_schemas_and_the_default_brand_are_files_of_the_branding_package()
    {
        using var package = ZipFile.OpenRead(
            feed.Files.Single(file => Path.GetFileName(file) == $"ChatSecure.Branding.{feed.Version("ChatSecure.Branding")}.nupkg")
        );
        var names = package.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Superset(
            new HashSet<string>([
                "schema/brand.schema.json",
                "schema/strings.schema.json",
                "default/brand.json",
                "default/strings.en.json",
                "default/renames.json",
            ]),
            names.ToHashSet(StringComparer.Ordinal)
        );
    }
}
