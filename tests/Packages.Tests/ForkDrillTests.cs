// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>The promise to everyone who makes an app: a security update is a change of version numbers.</summary>
public sealed class ForkDrillTests(ForkDrill drill, Chromium chromium) : IClassFixture<ForkDrill>
{
    [Fact]
    public void An_app_builds_outside_of_the_repository_from_packages_alone_and_its_tests_pass()
    {
        Assert.True(drill.Before.Build.ExitCode == 0, drill.Before.Build.ToString());
        Assert.True(drill.Before.Test.ExitCode == 0, drill.Before.Test.ToString());
    }

    [Fact]
    public void After_an_upgrade_that_changes_versions_only_it_builds_and_its_overrides_hold()
    {
        Assert.Empty(drill.Changed);
        Assert.True(drill.After.Build.ExitCode == 0, drill.After.Build.ToString());
        Assert.True(drill.After.Test.ExitCode == 0, drill.After.Test.ToString());
    }

    /// <summary>In a browser: its words in the system's language, its colours, its pictures and its screens, and nobody else's name, before the upgrade and after.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void People_see_its_words_colours_and_screens_and_nobody_else_s_name(bool isUpgraded)
    {
        var visit = (isUpgraded ? drill.After : drill.Before).Visit;
        Assert.NotNull(visit);
        Assert.StartsWith("de", visit.Language, StringComparison.Ordinal);
        Assert.Contains("Zomlike", visit.Title, StringComparison.Ordinal);
        Assert.StartsWith("Hey, schön, dass du da bist! Das ist Zomlike", Isolates.Without(visit.Welcome), StringComparison.Ordinal);
        Assert.True(visit.HasPicture);
        Assert.Equal("T", visit.Initial);
        Assert.Equal("rgb(163, 25, 91)", visit.ButtonColor); // its berry
        Assert.DoesNotContain("chatsecure", visit.EverythingSaid, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("unbranded", visit.EverythingSaid, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public void The_fix_is_in_the_app_after_the_upgrade_and_not_before()
    {
        // What is filled into a sentence is isolated, in a language written from left to right as well.
        Assert.DoesNotContain("\u2068", drill.Before.Visit!.Consent, StringComparison.Ordinal);
        Assert.Matches("\u2068.+\u2069", drill.After.Visit!.Consent);
        Assert.Equal(drill.Before.Visit.Consent, Isolates.Without(drill.After.Visit.Consent));
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

    /// <summary>The gallery of the tool from its package, as it lies on the disk of whoever makes the brand.</summary>
    [Fact]
    public async Task The_preview_shows_the_screens_that_people_see()
    {
        Assert.True(drill.Preview.ExitCode == 0, drill.Preview.ToString());
        await using var screen = await chromium.OpenAsync(drill.PageOf("conversation"));
        await screen.SeeAsync(screen.Message("Good morning!"));
        var own = screen.Messages.Filter(new() { HasText = "Yes, twice." }).Locator(".cs-bubble");
        Assert.Equal("rgb(123, 45, 142)", await own.EvaluateAsync<string>("bubble => getComputedStyle(bubble).backgroundColor")); // its grape
        Assert.DoesNotContain(screen.Complaints, complaint => complaint.StartsWith("console", StringComparison.Ordinal));
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
