// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>What one brand's <c>tokens.json</c> says.</summary>
/// <param name="Palette">The first tier: colours by name, for this brand's own use.</param>
/// <param name="Tokens">The second and third tier, apart from colours that have a meaning: those stand among the settings.</param>
internal sealed record TokenFile(
    IReadOnlyDictionary<string, BrandColor> Palette,
    IReadOnlyDictionary<string, (TokenValue Value, SourcePosition At)> Tokens
)
{
    public static TokenFile None { get; } =
        new(new Dictionary<string, BrandColor>(), new Dictionary<string, (TokenValue Value, SourcePosition At)>());
}
