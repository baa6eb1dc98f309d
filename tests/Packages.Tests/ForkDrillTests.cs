// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>The promise to everyone who makes an app: a security update is a change of version numbers.</summary>
public sealed class ForkDrillTests(ForkDrill drill) : IClassFixture<ForkDrill>
{
    [Fact]
    public void An_app_builds_outside_of_the_repository_from_packages_alone_and_its_tests_pass()
    {
        Assert.True(drill.Before.Build.ExitCode == 0, drill.Before.Build.ToString());
        Assert.True(drill.Before.Test.ExitCode == 0, drill.Before.Test.ToString());
        Assert.Contains("Hey, good to see you!", drill.Before.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void After_an_upgrade_that_changes_versions_only_it_builds_and_its_overrides_hold()
    {
        Assert.Empty(drill.Changed);
        Assert.True(drill.After.Build.ExitCode == 0, drill.After.Build.ToString());
        Assert.True(drill.After.Test.ExitCode == 0, drill.After.Test.ToString());
        Assert.Contains("Hey, good to see you!", drill.After.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fix_is_in_the_app_after_the_upgrade_and_not_before()
    {
        const string Isolated = "\u2068Lev\u2069 is scribbling";
        Assert.DoesNotContain(Isolated, drill.Before.Run.Output, StringComparison.Ordinal);
        Assert.Contains(Isolated, drill.After.Run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"on ChatSecure.Branding {drill.FixedVersion}", drill.After.Run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain(drill.FixedVersion, drill.Before.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_from_its_package_finds_no_copies_no_reflection_and_no_friends_of_upstream()
    {
        Assert.True(drill.Doctor.ExitCode == 0, drill.Doctor.ToString());

        // Languages may lag behind; nothing else is weak.
        Assert.DoesNotContain(
            drill.Doctor.Output.Split('\n'),
            line => line.StartsWith("weak", StringComparison.Ordinal) && !line.Contains(" lacks ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_file_of_the_app_is_one_of_upstream()
    {
        var upstream = Repository
            .Files()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("samples/Cli/", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Repository.PathTo(file)))
            .Where(text => text.Length > 200)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(drill.Contents());
        Assert.DoesNotContain(drill.Contents(), file => upstream.Contains(file.Text));
    }
}
