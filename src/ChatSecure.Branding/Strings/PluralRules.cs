// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Strings;

/// <summary>The plural rules of Unicode CLDR: cardinal ones for counting, ordinal ones for ranking.</summary>
internal static class PluralRules
{
    private static readonly Dictionary<string, PluralRule> _cardinal = new(CardinalTable.Rules(), StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, PluralRule> _ordinal = new(OrdinalTable.Rules(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The languages that have a cardinal rule.</summary>
    public static IEnumerable<string> Languages => _cardinal.Keys;

    /// <summary>The cardinal rule of a culture's language; null if CLDR has none.</summary>
    public static PluralRule? Find(CultureInfo culture) => Find(_cardinal, culture);

    /// <summary>The cardinal rule of a culture's language, else English.</summary>
    public static PluralRule FindOrEnglish(CultureInfo culture) => Find(culture) ?? _cardinal["en"];

    /// <summary>The ordinal rule of a culture's language; where CLDR has none, ranks all have one form.</summary>
    public static PluralRule FindOrdinal(CultureInfo culture) => Find(_ordinal, culture) ?? _ordinal["und"];

    // The narrow before the wide: pt-PT counts otherwise than pt.
    private static PluralRule? Find(Dictionary<string, PluralRule> rules, CultureInfo culture)
    {
        for (var wide = culture; wide.Name.Length > 0; wide = wide.Parent)
        {
            if (rules.TryGetValue(wide.Name, out var rule))
            {
                return rule;
            }
        }

        return rules.GetValueOrDefault(culture.TwoLetterISOLanguageName);
    }
}
