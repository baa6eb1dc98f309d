// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Tests;

public sealed class LiveBrandTests
{
    private static readonly CultureInfo _german = CultureInfo.GetCultureInfo("de");

    [Fact]
    public void Switching_the_language_is_told_once_and_changes_no_state_of_the_process()
    {
        var before = CultureInfo.CurrentUICulture;
        var live = new LiveBrand(Brand.Neutral);
        List<string> seen = [];
        live.Changed += (_, _) => seen.Add(live.Current.Text("composer.send"));
        live.SwitchCulture(_german);
        live.SwitchCulture(_german);
        Assert.Equal(["Senden"], seen);
        Assert.Equal(before, CultureInfo.CurrentUICulture);
        Assert.Equal("Send", Brand.Neutral.Text("composer.send"));
    }

    [Fact]
    public void The_language_that_it_began_with_can_be_gone_back_to()
    {
        var live = new LiveBrand(Brand.Neutral.WithCulture(_german));
        live.SwitchCulture(CultureInfo.GetCultureInfo("ar"));
        Assert.True(live.Current.IsRightToLeft);
        live.SwitchCulture(live.StartCulture);
        Assert.Equal("Senden", live.Current.Text("composer.send"));
    }

    [Fact]
    public void Languages_to_choose_from_are_those_that_are_whole_and_those_that_a_brand_speaks_itself()
    {
        string[] whole = ["ar", "de", "en", "es", "fa", "fr", "ru", "zh"];
        Assert.Equal(whole, Brand.Neutral.Languages.Select(language => language.Name));
        using var folder = new BrandFolder();
        folder.Write("brand.json", """{ "schemaVersion": 1, "id": "local", "name": "Local" }""");
        folder.Write("strings.bo.json", "{}");
        folder.Write("strings.sw.json", """{ "composer.send": "Tuma" }""");
        Assert.Equal(
            [.. whole.Append("bo").Append("sw").Order(StringComparer.Ordinal)],
            Brand.Load(folder.Path).Languages.Select(language => language.Name)
        );
    }

    [Fact]
    public void A_change_that_fails_leaves_the_brand_as_it_was()
    {
        var live = new LiveBrand(Brand.Neutral);
        live.Changed += (_, _) => Assert.Fail("Nothing changed.");
        Assert.Throws<ArgumentException>(() => live.Change(_ => null!));
        Assert.Throws<InvalidOperationException>(() => live.Change(_ => throw new InvalidOperationException()));
        Assert.Same(Brand.Neutral, live.Current);
    }
}
