// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Strings;

/// <summary>The plural rule of some languages.</summary>
/// <param name="Choose">Finds the category of a number.</param>
/// <param name="Required">The categories, beside <see cref="PluralCategory.Other"/>, that whole numbers people count with fall into: a text needs them.</param>
/// <param name="Optional">Further categories that only fractions or whole millions fall into: a text may have them.</param>
internal sealed record PluralRule(
    Func<PluralOperands, PluralCategory> Choose,
    IReadOnlyList<PluralCategory> Required,
    IReadOnlyList<PluralCategory> Optional
)
{
    /// <summary>The same rule for each of some languages.</summary>
    public static IEnumerable<KeyValuePair<string, PluralRule>> For(
        string languages,
        Func<PluralOperands, PluralCategory> choose,
        PluralCategory[] required,
        PluralCategory[] optional
    )
    {
        var rule = new PluralRule(choose, required, optional);
        return languages.Split(' ').Select(language => KeyValuePair.Create(language, rule));
    }
}
