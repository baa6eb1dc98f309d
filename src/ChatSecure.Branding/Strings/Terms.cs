// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Strings;

/// <summary>What every text may use beside its arguments: the names that are the brand's. A brand may say them otherwise in a language, and decline them:
/// the texts <c>term.appName</c> and <c>term.appName.genitive</c>. No text needs that: the plain name stands in for what is not said.</summary>
internal static class Terms
{
    /// <summary>The terms.</summary>
    public static readonly IReadOnlySet<string> Names = new SortedSet<string>(StringComparer.Ordinal)
    {
        "appName",
        "appNameShort",
        "basedOn",
        "vendor",
    };

    /// <summary>The cases that the languages of texts decline names in.</summary>
    public static readonly IReadOnlySet<string> Cases = new SortedSet<string>(StringComparer.Ordinal)
    {
        "ablative",
        "accusative",
        "dative",
        "genitive",
        "instrumental",
        "locative",
        "prepositional",
        "vocative",
    };

    /// <summary>Whether an id is that of a term or of one of its cases.</summary>
    public static bool IsId(string id) =>
        id.Split('.') switch
        {
            ["term", var name] => Names.Contains(name),
            ["term", var name, var word] => Names.Contains(name) && Cases.Contains(word),
            _ => false,
        };

    /// <summary>The id of a term, or of one of its cases.</summary>
    public static string Id(string name, string? word) => word is null ? $"term.{name}" : $"term.{name}.{word}";
}
