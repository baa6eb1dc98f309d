// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.UIKit.Words;

/// <summary>Finds names that could be taken for others.</summary>
internal static class LookAlikes
{
    // Letters of other scripts that look like Latin ones in most fonts, and what they look like.
    private const string Others = "аеорсухіјѕԁһԛԝѵгпкмтвнАВЕКМНОРСТУХІЈЅαβεηικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧոսցօ";
    private const string Latin = "aeopcyxijsdhqwvrnkmtbhabekmhopctyxijsabenikvoptuxyabezhikmnoptyxnugo";

    private static readonly Dictionary<char, char> _latin = Others.Zip(Latin).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>What a name looks like: two names of one shape are hard to tell apart.</summary>
    public static string Shape(string name)
    {
        var shape = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                shape.Append(
                    _latin.TryGetValue(c, out var latin) ? latin
                    : c is '0' ? 'o'
                    : c is '1' or 'I' or '|' ? 'l'
                    : char.ToLowerInvariant(c)
                );
            }
        }

        return shape.ToString();
    }

    /// <summary>Whether a name has letters of more than one of the scripts that share shapes.</summary>
    public static bool MixesScripts(string name) => name.Select(Script).Where(script => script != 0).Distinct().Skip(1).Any();

    /// <summary>Whether a name could be taken for an address.</summary>
    public static bool IsLikeAddress(string name) =>
        name.Normalize(NormalizationForm.FormKC) is var plain
        && (plain.Contains('@', StringComparison.Ordinal) || plain.StartsWith("xmpp:", StringComparison.OrdinalIgnoreCase));

    private static int Script(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '\u00C0' and <= '\u024F' when char.IsLetter(c) => 1,
            >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' when char.IsLetter(c) => 2,
            >= '\u0400' and <= '\u052F' when char.IsLetter(c) => 3,
            >= '\u0530' and <= '\u058F' when char.IsLetter(c) => 4,
            >= '\u13A0' and <= '\u13FF' => 5,
            _ => 0,
        };
}
