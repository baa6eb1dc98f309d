// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;

namespace ChatSecure.Branding.Strings;

/// <summary>Languages that nobody speaks, for finding what was forgotten: <c>qps-ploc</c> makes texts longer, accented and bracketed, so that a literal or a
/// cut text shows; <c>qps-plocm</c> runs them from right to left.</summary>
internal static class PseudoLocale
{
    private const string Longer = "qps-ploc";
    private const string Mirrored = "qps-plocm";
    private const string Plain = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";
    private const string Accented = "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž";

    /// <summary>Whether a culture is one of the two.</summary>
    public static bool Is(CultureInfo culture) => Is(culture, Longer) || IsMirrored(culture);

    /// <summary>Whether a culture is the one from right to left.</summary>
    public static bool IsMirrored(CultureInfo culture) => Is(culture, Mirrored);

    /// <summary>A message in the pseudo-language.</summary>
    public static MessageTemplate Of(MessageTemplate template, CultureInfo culture) =>
        template.WithLiterals(IsMirrored(culture) ? Mirror : Lengthen);

    private static bool Is(CultureInfo culture, string name) => culture.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // A third longer, which is what German and Russian do to English.
    private static string Lengthen(string text)
    {
        var letters = text.Count(char.IsAsciiLetter);
        if (letters == 0)
        {
            return text;
        }

        var output = new StringBuilder("[", text.Length + letters);
        foreach (var c in text)
        {
            var at = Plain.IndexOf(c, StringComparison.Ordinal);
            output.Append(at < 0 ? c : Accented[at]);
        }

        return output.Append('~', (letters / 3) + 1).Append(']').ToString();
    }

    // Right-to-left override, so that Latin letters run the other way; marks at the edges keep punctuation on its side.
    private static string Mirror(string text) => text.Any(char.IsAsciiLetter) ? $"\u200F\u202E{text}\u202C\u200F" : text;
}
