// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using static ChatSecure.Branding.Strings.PluralCategory;

namespace ChatSecure.Branding.Strings;

/// <summary>The cardinal plural rules of Unicode CLDR for the languages that brands speak.</summary>
internal static class PluralRules
{
    private static readonly Dictionary<string, PluralRule> _rules = Table().ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule of a culture's language; null if it is not in the table.</summary>
    public static PluralRule? Find(CultureInfo culture) =>
        _rules.TryGetValue(culture.Name, out var rule) || _rules.TryGetValue(culture.TwoLetterISOLanguageName, out rule) ? rule : null;

    /// <summary>The rule of a culture's language, else English.</summary>
    public static PluralRule FindOrEnglish(CultureInfo culture) => Find(culture) ?? _rules["en"];

    private static IEnumerable<KeyValuePair<string, PluralRule>> Table()
    {
        PluralCategory[] one = [One];
        PluralCategory[] many = [Many];

        return
        [
            .. Same("zh ja ko vi th id ms bo dz lo my km yo jv", _ => Other, [], []),
            .. Same("en de nl sv fi et gl sw ur fy yi ia", x => x is { I: 1, V: 0 } ? One : Other, one, []),
            .. Same(
                "it ca pt-PT",
                x =>
                    x is { I: 1, V: 0 } ? One
                    : IsMillions(x) ? Many
                    : Other,
                one,
                many
            ),
            .. Same(
                "es",
                x =>
                    x.N == 1 ? One
                    : IsMillions(x) ? Many
                    : Other,
                one,
                many
            ),
            .. Same(
                "fr pt",
                x =>
                    x.I is 0 or 1 ? One
                    : IsMillions(x) ? Many
                    : Other,
                one,
                many
            ),
            .. Same("hu tr el bg nb no nn sq eu ka kk az uz ky mn ta te ml mr ne so af ug ku", x => x.N == 1 ? One : Other, one, []),
            .. Same("da", x => x.N == 1 || (x.T != 0 && x.I is 0 or 1) ? One : Other, one, []),
            .. Same("fa hi bn gu kn am zu as", x => x.I == 0 || x.N == 1 ? One : Other, one, []),
            .. Same("hy", x => x.I is 0 or 1 ? One : Other, one, []),
            .. Same("ar", Arabic, [Zero, One, Two, Few, Many], []),
            .. Same("he", Hebrew, [One, Two], []),
            .. Same("ru uk", Russian, [One, Few, Many], []),
            .. Same("be", x => x.N == x.I ? Russian(x with { V = 0 }) : Other, [One, Few, Many], []),
            .. Same("pl", Polish, [One, Few, Many], []),
            .. Same(
                "cs sk",
                x =>
                    x.V != 0 ? Many
                    : x.I == 1 ? One
                    : x.I is >= 2 and <= 4 ? Few
                    : Other,
                [One, Few],
                many
            ),
            .. Same("hr sr bs", SouthSlavic, [One, Few], []),
            .. Same("sl", Slovenian, [One, Two, Few], []),
            .. Same("ro", Romanian, [One, Few], []),
            .. Same("lt", Lithuanian, [One, Few], many),
            .. Same("lv", Latvian, [Zero, One], []),
        ];
    }

    private static IEnumerable<KeyValuePair<string, PluralRule>> Same(
        string languages,
        Func<PluralOperands, PluralCategory> choose,
        PluralCategory[] required,
        PluralCategory[] optional
    )
    {
        var rule = new PluralRule(choose, required, optional);
        return languages.Split(' ').Select(language => KeyValuePair.Create(language, rule));
    }

    private static bool IsMillions(PluralOperands x) => x is { V: 0, I: not 0 } && x.I % 1_000_000 == 0;

    private static PluralCategory Arabic(PluralOperands x) =>
        x.N switch
        {
            0 => Zero,
            1 => One,
            2 => Two,
            _ => (x.N % 100) switch
            {
                _ when x.N != x.I => Other,
                >= 3 and <= 10 => Few,
                >= 11 => Many,
                _ => Other,
            },
        };

    private static PluralCategory Hebrew(PluralOperands x) =>
        x is { I: 1, V: 0 } or { I: 0, V: not 0 } ? One
        : x is { I: 2, V: 0 } ? Two
        : Other;

    private static PluralCategory Russian(PluralOperands x) =>
        x.V != 0 ? Other
        : EndsWithOne(x.I) ? One
        : EndsWithFew(x.I) ? Few
        : Many;

    private static PluralCategory Polish(PluralOperands x) =>
        x.V != 0 ? Other
        : x.I == 1 ? One
        : EndsWithFew(x.I) ? Few
        : Many;

    private static PluralCategory SouthSlavic(PluralOperands x) =>
        (x.V == 0 && EndsWithOne(x.I)) || EndsWithOne(x.F) ? One
        : (x.V == 0 && EndsWithFew(x.I)) || EndsWithFew(x.F) ? Few
        : Other;

    private static PluralCategory Slovenian(PluralOperands x) =>
        x.V != 0
            ? Few
            : (x.I % 100) switch
            {
                1 => One,
                2 => Two,
                3 or 4 => Few,
                _ => Other,
            };

    private static PluralCategory Romanian(PluralOperands x) =>
        x is { I: 1, V: 0 } ? One
        : x.V != 0 || x.N == 0 || (x.N % 100) is >= 1 and <= 19 ? Few
        : Other;

    private static PluralCategory Lithuanian(PluralOperands x) =>
        x.F != 0 ? Many
        : (x.N % 100) is >= 11 and <= 19 ? Other
        : (x.N % 10) switch
        {
            1 => One,
            >= 2 => Few,
            _ => Other,
        };

    private static PluralCategory Latvian(PluralOperands x)
    {
        if (x.F == 0 && (x.N % 10 == 0 || (x.N % 100) is >= 11 and <= 19))
        {
            return Zero;
        }

        if (x.V == 2 && (x.F % 100) is >= 11 and <= 19)
        {
            return Zero;
        }

        return (x.F == 0 && EndsWithOne(x.I)) || (x.V == 2 && EndsWithOne(x.F)) || (x.V is not (0 or 2) && x.F % 10 == 1) ? One : Other;
    }

    private static bool EndsWithOne(decimal n) => n % 10 == 1 && n % 100 != 11;

    private static bool EndsWithFew(decimal n) => (n % 10) is >= 2 and <= 4 && (n % 100) is not (>= 12 and <= 14);
}
