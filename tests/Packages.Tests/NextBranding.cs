// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>Releases another version of ChatSecure.Branding: a changed copy of its source, packed into a feed.</summary>
internal static partial class NextBranding
{
    /// <summary>Adds the version to a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="version">The version.</param>
    /// <param name="change">Changes the package's source, whose folder it is given.</param>
    public static void Release(LocalFeed feed, string version, Action<string> change)
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-next-").FullName;
        try
        {
            foreach (var part in (string[])["build", "src/ChatSecure.Abstractions", "src/ChatSecure.Branding"])
            {
                Downstream.Copy(Repository.PathTo(part), Path.Combine(folder, part));
            }

            foreach (
                var file in (string[])
                    [
                        "Directory.Build.props",
                        "Directory.Build.targets",
                        "Directory.Packages.props",
                        "src/Directory.Build.props",
                        ".editorconfig",
                    ]
            )
            {
                File.Copy(Repository.PathTo(file), Path.Combine(folder, file));
            }

            feed.UseIn(folder);
            var source = Path.Combine(folder, "src", "ChatSecure.Branding");
            Replace(Path.Combine(source, "ChatSecure.Branding.csproj"), VersionPrefix(), $"<VersionPrefix>{version}</VersionPrefix>");
            change(source);
            var pack = Programs.Run(
                "env",
                ["-C", folder, "dotnet", "pack", source, "-o", feed.Feed, "-nologo", "-v", "quiet", "-m:1"],
                Downstream.Environment,
                TimeSpan.FromMinutes(5)
            );
            Assert.True(pack.ExitCode == 0, pack.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Replaces what must be there.</summary>
    public static void Replace(string file, Regex pattern, string with)
    {
        var text = File.ReadAllText(file);
        Assert.Matches(pattern, text);
        File.WriteAllText(file, pattern.Replace(text, with));
    }

    [GeneratedRegex("<VersionPrefix>.*?</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
