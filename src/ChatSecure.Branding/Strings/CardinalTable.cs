// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

// Made by build/cldr/generate.py from Unicode CLDR 48 (Unicode licence, build/cldr/LICENSE): change that, not this.

using static ChatSecure.Branding.Strings.PluralCategory;

namespace ChatSecure.Branding.Strings;

/// <summary>The cardinal plural rules of Unicode CLDR.</summary>
internal static class CardinalTable
{
    /// <summary>The rules by language.</summary>
    public static IEnumerable<KeyValuePair<string, PluralRule>> Rules() =>
        [
            .. PluralRule.For(
                "af an asa az bal bem bez bg brx ce cgg chr ckb dv ee el eo eu fo fur gsw ha haw hu jgo jmc ka kaj kcg kk kkj kl ks ksb ku ky lb lg mas mgo ml mn mr nah nb nd ne nn nnh no nr ny nyn om or os pap ps rm rof rwk saq sd sdh seh sn so sq ss ssy st syr ta te teo tig tk tn tr ts ug uz ve vo vun wae xh xog",
                x => x.N is 1 ? One : Other,
                [One],
                []
            ),
            .. PluralRule.For("ak bho csw guw ln mg nso pa ti wa", x => x.T is 0 && x.N is >= 0 and <= 1 ? One : Other, [One], []),
            .. PluralRule.For("am as bn doi fa gu hi kn kok kok-Latn pcm zu", x => x.I is 0 || x.N is 1 ? One : Other, [One], []),
            .. PluralRule.For(
                "ar ars",
                x =>
                    x.N is 0 ? Zero
                    : x.N is 1 ? One
                    : x.N is 2 ? Two
                    : x.T is 0 && (x.N % 100) is >= 3 and <= 10 ? Few
                    : x.T is 0 && (x.N % 100) is >= 11 and <= 99 ? Many
                    : Other,
                [Zero, One, Two, Few, Many],
                []
            ),
            .. PluralRule.For("ast de en et fi fy gl ia ie io lij nl sc sv sw ur yi", x => x.I is 1 && x.V is 0 ? One : Other, [One], []),
            .. PluralRule.For(
                "be",
                x =>
                    (x.N % 10) is 1 && (x.N % 100) is not 11 ? One
                    : x.T is 0 && (x.N % 10) is >= 2 and <= 4 && (x.T is not 0 || (x.N % 100) is not (>= 12 and <= 14)) ? Few
                    : (x.N % 10) is 0 || (x.T is 0 && (x.N % 10) is >= 5 and <= 9) || (x.T is 0 && (x.N % 100) is >= 11 and <= 14) ? Many
                    : Other,
                [One, Few, Many],
                []
            ),
            .. PluralRule.For(
                "blo cv ksh",
                x =>
                    x.N is 0 ? Zero
                    : x.N is 1 ? One
                    : Other,
                [Zero, One],
                []
            ),
            .. PluralRule.For(
                "bm bo dz hnj id ig ii ja jbo jv jw kde kea km ko lkt lo ms my nqo osa sah ses sg su th to tpi und vi wo yo yue zh",
                _ => Other,
                [],
                []
            ),
            .. PluralRule.For(
                "br",
                x =>
                    (x.N % 10) is 1 && (x.N % 100) is not (11 or 71 or 91) ? One
                    : (x.N % 10) is 2 && (x.N % 100) is not (12 or 72 or 92) ? Two
                    : x.T is 0
                    && (x.N % 10) is >= 3 and <= 4 or 9
                    && (x.T is not 0 || (x.N % 100) is not (>= 10 and <= 19 or >= 70 and <= 79 or >= 90 and <= 99))
                        ? Few
                    : x.N is not 0 && (x.N % 1000000) is 0 ? Many
                    : Other,
                [One, Two, Few],
                [Many]
            ),
            .. PluralRule.For(
                "bs hr sh sr",
                x =>
                    (x.V is 0 && (x.I % 10) is 1 && (x.I % 100) is not 11) || ((x.F % 10) is 1 && (x.F % 100) is not 11) ? One
                    : (x.V is 0 && (x.I % 10) is >= 2 and <= 4 && (x.I % 100) is not (>= 12 and <= 14))
                    || ((x.F % 10) is >= 2 and <= 4 && (x.F % 100) is not (>= 12 and <= 14))
                        ? Few
                    : Other,
                [One, Few],
                []
            ),
            .. PluralRule.For(
                "ca it lld pt-PT scn vec",
                x =>
                    x.I is 1 && x.V is 0 ? One
                    : x.I is not 0 && (x.I % 1000000) is 0 && x.V is 0 ? Many
                    : Other,
                [One],
                [Many]
            ),
            .. PluralRule.For(
                "ceb fil tl",
                x =>
                    (x.V is 0 && x.I is 1 or 2 or 3)
                    || (x.V is 0 && (x.I % 10) is not (4 or 6 or 9))
                    || (x.V is not 0 && (x.F % 10) is not (4 or 6 or 9))
                        ? One
                        : Other,
                [One],
                []
            ),
            .. PluralRule.For(
                "cs sk",
                x =>
                    x.I is 1 && x.V is 0 ? One
                    : x.I is >= 2 and <= 4 && x.V is 0 ? Few
                    : x.V is not 0 ? Many
                    : Other,
                [One, Few],
                [Many]
            ),
            .. PluralRule.For(
                "cy",
                x =>
                    x.N is 0 ? Zero
                    : x.N is 1 ? One
                    : x.N is 2 ? Two
                    : x.N is 3 ? Few
                    : x.N is 6 ? Many
                    : Other,
                [Zero, One, Two, Few, Many],
                []
            ),
            .. PluralRule.For("da", x => x.N is 1 || (x.T is not 0 && x.I is 0 or 1) ? One : Other, [One], []),
            .. PluralRule.For(
                "dsb hsb",
                x =>
                    (x.V is 0 && (x.I % 100) is 1) || (x.F % 100) is 1 ? One
                    : (x.V is 0 && (x.I % 100) is 2) || (x.F % 100) is 2 ? Two
                    : (x.V is 0 && (x.I % 100) is >= 3 and <= 4) || (x.F % 100) is >= 3 and <= 4 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "es",
                x =>
                    x.N is 1 ? One
                    : x.I is not 0 && (x.I % 1000000) is 0 && x.V is 0 ? Many
                    : Other,
                [One],
                [Many]
            ),
            .. PluralRule.For("ff hy kab", x => x.I is 0 or 1 ? One : Other, [One], []),
            .. PluralRule.For(
                "fr",
                x =>
                    x.I is 0 or 1 ? One
                    : x.I is not 0 && (x.I % 1000000) is 0 && x.V is 0 ? Many
                    : Other,
                [One],
                [Many]
            ),
            .. PluralRule.For(
                "ga",
                x =>
                    x.N is 1 ? One
                    : x.N is 2 ? Two
                    : x.T is 0 && x.N is >= 3 and <= 6 ? Few
                    : x.T is 0 && x.N is >= 7 and <= 10 ? Many
                    : Other,
                [One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "gd",
                x =>
                    x.N is 1 or 11 ? One
                    : x.N is 2 or 12 ? Two
                    : x.T is 0 && x.N is >= 3 and <= 10 or >= 13 and <= 19 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "gv",
                x =>
                    x.V is 0 && (x.I % 10) is 1 ? One
                    : x.V is 0 && (x.I % 10) is 2 ? Two
                    : x.V is 0 && (x.I % 100) is 0 or 20 or 40 or 60 or 80 ? Few
                    : x.V is not 0 ? Many
                    : Other,
                [One, Two, Few],
                [Many]
            ),
            .. PluralRule.For(
                "he",
                x =>
                    (x.I is 1 && x.V is 0) || (x.I is 0 && x.V is not 0) ? One
                    : x.I is 2 && x.V is 0 ? Two
                    : Other,
                [One, Two],
                []
            ),
            .. PluralRule.For(
                "is",
                x => (x.T is 0 && (x.I % 10) is 1 && (x.I % 100) is not 11) || ((x.T % 10) is 1 && (x.T % 100) is not 11) ? One : Other,
                [One],
                []
            ),
            .. PluralRule.For(
                "iu naq sat se sma smi smj smn sms",
                x =>
                    x.N is 1 ? One
                    : x.N is 2 ? Two
                    : Other,
                [One, Two],
                []
            ),
            .. PluralRule.For(
                "kw",
                x =>
                    x.N is 0 ? Zero
                    : x.N is 1 ? One
                    : (x.N % 100) is 2 or 22 or 42 or 62 or 82
                    || ((x.N % 1000) is 0 && x.T is 0 && (x.N % 100000) is >= 1000 and <= 20000 or 40000 or 60000 or 80000)
                    || (x.N is not 0 && (x.N % 1000000) is 100000)
                        ? Two
                    : (x.N % 100) is 3 or 23 or 43 or 63 or 83 ? Few
                    : x.N is not 1 && (x.N % 100) is 1 or 21 or 41 or 61 or 81 ? Many
                    : Other,
                [Zero, One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "lag",
                x =>
                    x.N is 0 ? Zero
                    : x.I is 0 or 1 && x.N is not 0 ? One
                    : Other,
                [Zero, One],
                []
            ),
            .. PluralRule.For(
                "lt",
                x =>
                    (x.N % 10) is 1 && (x.T is not 0 || (x.N % 100) is not (>= 11 and <= 19)) ? One
                    : x.T is 0 && (x.N % 10) is >= 2 and <= 9 && (x.T is not 0 || (x.N % 100) is not (>= 11 and <= 19)) ? Few
                    : x.F is not 0 ? Many
                    : Other,
                [One, Few],
                [Many]
            ),
            .. PluralRule.For(
                "lv prg",
                x =>
                    (x.N % 10) is 0 || (x.T is 0 && (x.N % 100) is >= 11 and <= 19) || (x.V is 2 && (x.F % 100) is >= 11 and <= 19) ? Zero
                    : ((x.N % 10) is 1 && (x.N % 100) is not 11)
                    || (x.V is 2 && (x.F % 10) is 1 && (x.F % 100) is not 11)
                    || (x.V is not 2 && (x.F % 10) is 1)
                        ? One
                    : Other,
                [Zero, One],
                []
            ),
            .. PluralRule.For(
                "mk",
                x => (x.V is 0 && (x.I % 10) is 1 && (x.I % 100) is not 11) || ((x.F % 10) is 1 && (x.F % 100) is not 11) ? One : Other,
                [One],
                []
            ),
            .. PluralRule.For(
                "mo ro",
                x =>
                    x.I is 1 && x.V is 0 ? One
                    : x.V is not 0 || x.N is 0 || (x.N is not 1 && x.T is 0 && (x.N % 100) is >= 1 and <= 19) ? Few
                    : Other,
                [One, Few],
                []
            ),
            .. PluralRule.For(
                "mt",
                x =>
                    x.N is 1 ? One
                    : x.N is 2 ? Two
                    : x.N is 0 || (x.T is 0 && (x.N % 100) is >= 3 and <= 10) ? Few
                    : x.T is 0 && (x.N % 100) is >= 11 and <= 19 ? Many
                    : Other,
                [One, Two, Few, Many],
                []
            ),
            .. PluralRule.For(
                "pl",
                x =>
                    x.I is 1 && x.V is 0 ? One
                    : x.V is 0 && (x.I % 10) is >= 2 and <= 4 && (x.I % 100) is not (>= 12 and <= 14) ? Few
                    : (x.V is 0 && x.I is not 1 && (x.I % 10) is >= 0 and <= 1)
                    || (x.V is 0 && (x.I % 10) is >= 5 and <= 9)
                    || (x.V is 0 && (x.I % 100) is >= 12 and <= 14)
                        ? Many
                    : Other,
                [One, Few, Many],
                []
            ),
            .. PluralRule.For(
                "pt",
                x =>
                    x.I is >= 0 and <= 1 ? One
                    : x.I is not 0 && (x.I % 1000000) is 0 && x.V is 0 ? Many
                    : Other,
                [One],
                [Many]
            ),
            .. PluralRule.For(
                "ru uk",
                x =>
                    x.V is 0 && (x.I % 10) is 1 && (x.I % 100) is not 11 ? One
                    : x.V is 0 && (x.I % 10) is >= 2 and <= 4 && (x.I % 100) is not (>= 12 and <= 14) ? Few
                    : (x.V is 0 && (x.I % 10) is 0)
                    || (x.V is 0 && (x.I % 10) is >= 5 and <= 9)
                    || (x.V is 0 && (x.I % 100) is >= 11 and <= 14)
                        ? Many
                    : Other,
                [One, Few, Many],
                []
            ),
            .. PluralRule.For(
                "sgs",
                x =>
                    (x.N % 10) is 1 && (x.N % 100) is not 11 ? One
                    : x.N is 2 ? Two
                    : x.N is not 2 && x.T is 0 && (x.N % 10) is >= 2 and <= 9 && (x.T is not 0 || (x.N % 100) is not (>= 11 and <= 19))
                        ? Few
                    : x.F is not 0 ? Many
                    : Other,
                [One, Two, Few],
                [Many]
            ),
            .. PluralRule.For(
                "shi",
                x =>
                    x.I is 0 || x.N is 1 ? One
                    : x.T is 0 && x.N is >= 2 and <= 10 ? Few
                    : Other,
                [One, Few],
                []
            ),
            .. PluralRule.For("si", x => x.N is 0 or 1 || (x.I is 0 && x.F is 1) ? One : Other, [One], []),
            .. PluralRule.For(
                "sl",
                x =>
                    x.V is 0 && (x.I % 100) is 1 ? One
                    : x.V is 0 && (x.I % 100) is 2 ? Two
                    : (x.V is 0 && (x.I % 100) is >= 3 and <= 4) || x.V is not 0 ? Few
                    : Other,
                [One, Two, Few],
                []
            ),
            .. PluralRule.For(
                "tzm",
                x => (x.T is 0 && x.N is >= 0 and <= 1) || (x.T is 0 && x.N is >= 11 and <= 99) ? One : Other,
                [One],
                []
            ),
        ];
}
