// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Tests.Strings;

public sealed class PseudoLocaleTests
{
    private static readonly Brand _longer = Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("qps-ploc"));
    private static readonly Brand _mirrored = Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo("qps-plocm"));

    [Fact]
    public void Texts_are_a_third_longer_and_keep_what_they_are_given()
    {
        var text = _longer.Text("composer.placeholder", ("name", "Bob"));
        Assert.Equal("[Ɱéššåĝé ţö ~~~~]Bob".Replace('Ɱ', 'Ṁ'), text);
        Assert.Equal("[Çöñṽéŕšåţîöñš (~~~~~]7)", _longer.Text("conversations.title", ("unread", 7)));
        Assert.False(_longer.IsRightToLeft);
    }

    [Fact]
    public void Mirrored_texts_run_from_right_to_left()
    {
        Assert.Equal("\u200F\u202ESend\u202C\u200F", _mirrored.Text("composer.send"));
        Assert.True(_mirrored.IsRightToLeft);
    }

    [Fact]
    public void A_brand_s_own_words_are_shown_in_them()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", """{ "composer.send": "Go" }""");
        Assert.Equal("[Ĝö~]", folder.Load("qps-ploc").Text("composer.send"));
    }

    [Theory]
    [InlineData("ar", true)]
    [InlineData("fa-IR", true)]
    [InlineData("he", true)]
    [InlineData("de", false)]
    [InlineData("bo", false)]
    public void The_direction_is_that_of_the_language(string culture, bool isRightToLeft) =>
        Assert.Equal(isRightToLeft, Brand.Neutral.WithCulture(CultureInfo.GetCultureInfo(culture)).IsRightToLeft);
}
