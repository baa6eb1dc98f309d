// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Strings;
using static ChatSecure.Branding.Strings.PluralCategory;

namespace ChatSecure.Branding.Tests.Strings;

public sealed class PluralRulesTests
{
    /// <summary>Samples of CLDR's cardinal rules, "~" for a range.</summary>
    [Theory]
    [InlineData("en", One, "1")]
    [InlineData("en", Other, "0 2~16 100 1000 0.0 0.5 1.0 1.5")]
    [InlineData("de", One, "1")]
    [InlineData("de", Other, "0 2~16 100 1.0")]
    [InlineData("fr", One, "0 1 0.0 1.5")]
    [InlineData("fr", Many, "1000000")]
    [InlineData("fr", Other, "2~17 100 1000 2.0")]
    [InlineData("pt", One, "0 1 1.5")]
    [InlineData("pt-PT", Other, "0 2~16 1.5")]
    [InlineData("es", One, "1 1.0")]
    [InlineData("es", Many, "1000000")]
    [InlineData("es", Other, "0 2~16 100")]
    [InlineData("it", Other, "0 2~16 1.0")]
    [InlineData("ar", Zero, "0")]
    [InlineData("ar", One, "1")]
    [InlineData("ar", Two, "2")]
    [InlineData("ar", Few, "3~10 103~110 1003")]
    [InlineData("ar", Many, "11~26 111 1011")]
    [InlineData("ar", Other, "100~102 200 1000 0.1 1.1 10.5")]
    [InlineData("ru", One, "1 21 31 101 1001")]
    [InlineData("ru", Few, "2~4 22~24 102 1002")]
    [InlineData("ru", Many, "0 5~19 100 1000 111")]
    [InlineData("ru", Other, "0.0 1.5 10.0")]
    [InlineData("be", One, "1 21 1.0")]
    [InlineData("pl", One, "1")]
    [InlineData("pl", Few, "2~4 22~24 102")]
    [InlineData("pl", Many, "0 5~19 21 100 101")]
    [InlineData("pl", Other, "1.0 1.5")]
    [InlineData("cs", Few, "2~4")]
    [InlineData("cs", Many, "0.0 1.5 10.0")]
    [InlineData("cs", Other, "0 5~19 100")]
    [InlineData("fa", One, "0 1 0.5 0.04")]
    [InlineData("fa", Other, "2~17 1.1 2.0")]
    [InlineData("he", One, "1 0.5")]
    [InlineData("he", Two, "2")]
    [InlineData("he", Other, "0 3~17 100 1.5 2.0")]
    [InlineData("zh", Other, "0~15 100 1.5")]
    [InlineData("bo", Other, "0~15 100")]
    [InlineData("ja", Other, "0~15 100")]
    [InlineData("da", One, "1 0.1 1.6")]
    [InlineData("da", Other, "0 2~16 0.0 2.0 3.4")]
    [InlineData("hr", One, "1 21 101 0.1 1.1")]
    [InlineData("hr", Few, "2~4 22 102 0.2 1.4")]
    [InlineData("hr", Other, "0 5~19 100 0.0 0.5 2.0")]
    [InlineData("sl", One, "1 101 201")]
    [InlineData("sl", Two, "2 102")]
    [InlineData("sl", Few, "3 4 103 0.0 1.5")]
    [InlineData("sl", Other, "0 5~19 100")]
    [InlineData("ro", One, "1")]
    [InlineData("ro", Few, "0 2~16 101 1001 0.0 1.5")]
    [InlineData("ro", Other, "20~35 100 1000")]
    [InlineData("lt", One, "1 21 101 1.0")]
    [InlineData("lt", Few, "2~9 22 102 2.0")]
    [InlineData("lt", Many, "0.1 1.7 100.1")]
    [InlineData("lt", Other, "0 10~20 100 0.0 11.0")]
    [InlineData("lv", Zero, "0 10~20 100 0.0 10.0 0.11")]
    [InlineData("lv", One, "1 21 101 0.1 1.0 2.1")]
    [InlineData("lv", Other, "2~9 22~29 102 0.2 2.0 3.4")]
    public void Numbers_fall_into_the_categories_of_CLDR(string language, object category, string samples)
    {
        var rule = PluralRules.Find(CultureInfo.GetCultureInfo(language))!;
        foreach (var sample in samples.Split(' '))
        {
            var ends = sample.Split('~').Select(number => decimal.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            for (var number = ends[0]; number <= ends[^1]; number++)
            {
                Assert.True((PluralCategory)category == rule.Choose(PluralOperands.Of(number)), $"{language}: {number}");
            }
        }
    }

    [Fact]
    public void Every_whole_number_falls_into_a_form_that_texts_are_checked_for()
    {
        foreach (var language in "en de fr es it pt ar ru uk be pl cs sk fa he zh ja bo da hr sr bs sl ro lt lv hu tr hi".Split(' '))
        {
            var rule = PluralRules.Find(CultureInfo.GetCultureInfo(language))!;
            for (var number = 0; number < 1000; number++)
            {
                var category = rule.Choose(PluralOperands.Of(number));
                Assert.True(category == Other || rule.Required.Contains(category), $"{language}: {number} is {category}");
            }
        }
    }
}
