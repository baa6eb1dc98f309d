// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>Releases a patch of ChatSecure.Branding with a fix: in a copy of its source, names of strangers are isolated in every sentence, not only where
/// writing directions are seen to mix.</summary>
internal static partial class SecurityFix
{
    /// <summary>Adds the patch to a feed.</summary>
    /// <returns>Its version.</returns>
    public static string Release(LocalFeed feed)
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-fix-").FullName;
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
            var version = new Version(feed.Version("ChatSecure.Branding"));
            var next = $"{version.Major}.{version.Minor}.{version.Build + 1}";
            var project = Path.Combine(folder, "src", "ChatSecure.Branding", "ChatSecure.Branding.csproj");
            Replace(project, VersionPrefix(), $"<VersionPrefix>{next}</VersionPrefix>");
            Replace(
                Path.Combine(folder, "src", "ChatSecure.Branding", "Strings", "BidiIsolation.cs"),
                Condition(),
                "if (value.Length == 0)"
            );
            Replace(Path.Combine(folder, "src", "ChatSecure.Branding", "Strings", "BidiIsolation.cs"), Unused(), "");
            var pack = Programs.Run(
                "env",
                ["-C", folder, "dotnet", "pack", project, "-o", feed.Feed, "-nologo", "-v", "quiet", "-m:1"],
                Downstream.Environment,
                TimeSpan.FromMinutes(5)
            );
            Assert.True(pack.ExitCode == 0, pack.ToString());
            return next;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Replace(string file, Regex pattern, string with)
    {
        var text = File.ReadAllText(file);
        Assert.Matches(pattern, text);
        File.WriteAllText(file, pattern.Replace(text, with));
    }

    [GeneratedRegex("<VersionPrefix>.*?</VersionPrefix>")]
    private static partial Regex VersionPrefix();

    [GeneratedRegex(@"if \(value\.Length == 0 \|\| \(!inRightToLeftText && !NeedsIsolation\(value\)\)\)")]
    private static partial Regex Condition();

    // What the fix leaves without use: analyzers would refuse it.
    [GeneratedRegex(@"    // The blocks of right-to-left scripts[\s\S]*(?=\}\s*$)")]
    private static partial Regex Unused();
}
