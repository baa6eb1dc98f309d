// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding.Tests.Strings;

public sealed partial class PluralRulesTests
{
    [Theory]
    [InlineData("plurals.json", "cardinal", 219, 12_000)]
    [InlineData("ordinals.json", "ordinal", 100, 2_500)]
    public void Every_sample_of_CLDR_falls_into_its_category_in_every_language(string file, string kind, int languages, int samples)
    {
        using var data = JsonDocument.Parse(File.ReadAllText(Repository.Path("build", "cldr", file)));
        var tables = (kind == "cardinal" ? CardinalTable.Rules() : OrdinalTable.Rules()).ToDictionary();
        var checkedLanguages = 0;
        var checkedSamples = 0;
        foreach (var language in data.RootElement.GetProperty("supplemental").GetProperty($"plurals-type-{kind}").EnumerateObject())
        {
            checkedLanguages++;
            foreach (var rule in language.Value.EnumerateObject())
            {
                var category = Enum.Parse<PluralCategory>(rule.Name["pluralRule-count-".Length..], ignoreCase: true);
                foreach (var number in Samples(rule.Value.GetString()!))
                {
                    var found = tables[language.Name].Choose(PluralOperands.Of(number));
                    Assert.True(found == category, $"{language.Name}: {number} is {category}, not {found}");
                    checkedSamples++;
                }
            }
        }

        Assert.Equal(tables.Count, checkedLanguages);
        Assert.True(checkedLanguages >= languages, $"{checkedLanguages} languages");
        Assert.True(checkedSamples >= samples, $"{checkedSamples} samples");
    }

    [Fact]
    public void Every_whole_number_falls_into_a_form_that_texts_are_checked_for()
    {
        foreach (var (language, rule) in CardinalTable.Rules().Concat(OrdinalTable.Rules()))
        {
            for (var number = 0; number < 1000; number++)
            {
                var category = rule.Choose(PluralOperands.Of(number));
                Assert.True(category == PluralCategory.Other || rule.Required.Contains(category), $"{language}: {number} is {category}");
            }
        }
    }

    [Theory]
    [InlineData("en", "One", "")]
    [InlineData("fr", "One", "Many")]
    [InlineData("ru", "One Few Many", "")]
    [InlineData("ar", "Zero One Two Few Many", "")]
    [InlineData("lv", "Zero One", "")]
    [InlineData("cs", "One Few", "Many")]
    [InlineData("bo", "", "")]
    public void Texts_need_the_forms_that_people_count_with_and_may_have_the_rest(string language, string required, string optional)
    {
        var rule = PluralRules.Find(CultureInfo.GetCultureInfo(language))!;
        Assert.Equal(required, string.Join(' ', rule.Required));
        Assert.Equal(optional, string.Join(' ', rule.Optional));
    }

    [Fact]
    public void A_country_that_counts_otherwise_has_its_own_rule()
    {
        var half = PluralOperands.Of(0.5m);
        Assert.Equal(PluralCategory.One, PluralRules.Find(CultureInfo.GetCultureInfo("pt-BR"))!.Choose(half));
        Assert.Equal(PluralCategory.Other, PluralRules.Find(CultureInfo.GetCultureInfo("pt-PT"))!.Choose(half));
        Assert.Equal(PluralCategory.Other, PluralRules.Find(CultureInfo.GetCultureInfo("de-AT"))!.Choose(half));
        Assert.Null(PluralRules.Find(CultureInfo.GetCultureInfo("xx")));
        Assert.Equal(PluralCategory.Other, PluralRules.FindOrdinal(CultureInfo.GetCultureInfo("xx")).Choose(PluralOperands.Of(1)));
    }

    // "1, 21, 31~33 … @decimal 1.0~1.2": a range goes up by one in its last digit. Compact numbers ("1c6") are not in texts.
    private static IEnumerable<decimal> Samples(string rule) =>
        SampleList()
            .Matches(rule)
            .SelectMany(list => list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
            .Where(sample => sample.Length > 0 && sample != "…" && !sample.Contains('c', StringComparison.Ordinal))
            .SelectMany(sample =>
            {
                var ends = sample.Split('~').Select(number => decimal.Parse(number, CultureInfo.InvariantCulture)).ToArray();
                var step = new decimal(1, 0, 0, isNegative: false, ends[0].Scale);
                return Enumerable.Range(0, (int)((ends[^1] - ends[0]) / step) + 1).Select(i => ends[0] + (i * step));
            });

    [GeneratedRegex("@(?:integer|decimal) ([^@]*)")]
    private static partial Regex SampleList();
}
