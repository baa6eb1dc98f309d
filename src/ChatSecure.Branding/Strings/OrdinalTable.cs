// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

// Made by build/cldr/generate.py from Unicode CLDR 48 (Unicode licence, build/cldr/LICENSE): change that, not this.

using static ChatSecure.Branding.Strings.PluralCategory;

namespace ChatSecure.Branding.Strings;

/// <summary>The ordinal plural rules of Unicode CLDR.</summary>
internal static class OrdinalTable
{
    /// <summary>The rules by language.</summary>
    public static IEnumerable<KeyValuePair<string, PluralRule>> Rules() =>
        [
            .. PluralRule.For(
                "af am an ar ast bg bs ce cs cv da de dsb el es et eu fa fi fy gl gsw he hr hsb ia id ie is ja km kn ko ky lt lv ml mn my nb nl no pa pl prg ps pt ru sd sh si sk sl sr sw ta te th tpi tr und ur uz yue zh zu",
                _ => Other,
                [],
                []
            ),
            .. PluralRule.For(
                "as bn",
                x =>
                    x.N is 1 or 5 or 7 or 8 or 9 or 10 ? One
                    : x.N is 2 or 3 ? Two
                    : x.N is 4 ? Few
                    : x.N is 6 ? Many
                    : Other,
                [One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "az",
                x =>
                    (x.I % 10) is 1 or 2 or 5 or 7 or 8 || (x.I % 100) is 20 or 50 or 70 or 80 ? One
                    : (x.I % 10) is 3 or 4 || (x.I % 1000) is 100 or 200 or 300 or 400 or 500 or 600 or 700 or 800 or 900 ? Few
                    : x.I is 0 || (x.I % 10) is 6 || (x.I % 100) is 40 or 60 or 90 ? Many
                    : Other,
                [One, Few, Many],
                []
            ),
            .. PluralRule.For("bal fil fr ga hy lo mo ms ro tl vi", x => x.N is 1 ? One : Other, [One], []),
            .. PluralRule.For("be", x => (x.N % 10) is 2 or 3 && (x.N % 100) is not (12 or 13) ? Few : Other, [Few], []),
            .. PluralRule.For(
                "blo",
                x =>
                    x.I is 0 ? Zero
                    : x.I is 1 ? One
                    : x.I is 2 or 3 or 4 or 5 or 6 ? Few
                    : Other,
                [Zero, One, Few],
                []
            ),
            .. PluralRule.For(
                "ca",
                x =>
                    x.N is 1 or 3 ? One
                    : x.N is 2 ? Two
                    : x.N is 4 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "cy",
                x =>
                    x.N is 0 or 7 or 8 or 9 ? Zero
                    : x.N is 1 ? One
                    : x.N is 2 ? Two
                    : x.N is 3 or 4 ? Few
                    : x.N is 5 or 6 ? Many
                    : Other,
                [Zero, One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "en",
                x =>
                    (x.N % 10) is 1 && (x.N % 100) is not 11 ? One
                    : (x.N % 10) is 2 && (x.N % 100) is not 12 ? Two
                    : (x.N % 10) is 3 && (x.N % 100) is not 13 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "gd",
                x =>
                    x.N is 1 or 11 ? One
                    : x.N is 2 or 12 ? Two
                    : x.N is 3 or 13 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "gu hi",
                x =>
                    x.N is 1 ? One
                    : x.N is 2 or 3 ? Two
                    : x.N is 4 ? Few
                    : x.N is 6 ? Many
                    : Other,
                [One, Two, Few, Many],
                []
            ),
            .. PluralRule.For("hu", x => x.N is 1 or 5 ? One : Other, [One], []),
            .. PluralRule.For("it lld sc vec", x => x.N is 11 or 8 or 80 or 800 ? Many : Other, [Many], []),
            .. PluralRule.For(
                "ka",
                x =>
                    x.I is 1 ? One
                    : x.I is 0 || (x.I % 100) is >= 2 and <= 20 or 40 or 60 or 80 ? Many
                    : Other,
                [One, Many],
                []
            ),
            .. PluralRule.For(
                "kk",
                x => (x.N % 10) is 6 || (x.N % 10) is 9 || ((x.N % 10) is 0 && x.N is not 0) ? Many : Other,
                [Many],
                []
            ),
            .. PluralRule.For(
                "kok kok-Latn mr",
                x =>
                    x.N is 1 ? One
                    : x.N is 2 or 3 ? Two
                    : x.N is 4 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "kw",
                x =>
                    (x.T is 0 && x.N is >= 1 and <= 4)
                    || (
                        x.T is 0 && (x.N % 100) is >= 1 and <= 4 or >= 21 and <= 24 or >= 41 and <= 44 or >= 61 and <= 64 or >= 81 and <= 84
                    )
                        ? One
                    : x.N is 5 || (x.N % 100) is 5 ? Many
                    : Other,
                [One, Many],
                []
            ),
            .. PluralRule.For(
                "lij scn",
                x => x.T is 0 && x.N is 11 or 8 or >= 80 and <= 89 or >= 800 and <= 899 ? Many : Other,
                [Many],
                []
            ),
            .. PluralRule.For(
                "mk",
                x =>
                    (x.I % 10) is 1 && (x.I % 100) is not 11 ? One
                    : (x.I % 10) is 2 && (x.I % 100) is not 12 ? Two
                    : (x.I % 10) is 7 or 8 && (x.I % 100) is not (17 or 18) ? Many
                    : Other,
                [One, Two, Many],
                []
            ),
            .. PluralRule.For("ne", x => x.T is 0 && x.N is >= 1 and <= 4 ? One : Other, [One], []),
            .. PluralRule.For(
                "or",
                x =>
                    x.T is 0 && x.N is 1 or 5 or >= 7 and <= 9 ? One
                    : x.N is 2 or 3 ? Two
                    : x.N is 4 ? Few
                    : x.N is 6 ? Many
                    : Other,
                [One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "sq",
                x =>
                    x.N is 1 ? One
                    : (x.N % 10) is 4 && (x.N % 100) is not 14 ? Many
                    : Other,
                [One, Many],
                []
            ),
            .. PluralRule.For("sv", x => (x.N % 10) is 1 or 2 && (x.N % 100) is not (11 or 12) ? One : Other, [One], []),
            .. PluralRule.For("tk", x => (x.N % 10) is 6 or 9 || x.N is 10 ? Few : Other, [Few], []),
            .. PluralRule.For("uk", x => (x.N % 10) is 3 && (x.N % 100) is not 13 ? Few : Other, [Few], []),
        ];
}
