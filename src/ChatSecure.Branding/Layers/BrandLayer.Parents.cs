// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Assets;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Legal;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Strings;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Layers;

internal sealed partial record BrandLayer
{
    // What makes an app this app and no other is not handed down: two apps would claim the same id, the same links, or one's name in the other's sentences.
    private static readonly string[] _ownKeys = ["shortName", "identity.", "links."];
    private static readonly string[] _ownTexts = ["term.appName", "term.appNameShort"];

    /// <summary>The brand's id; null if its manifest has none.</summary>
    public string? Id => Settings.GetValueOrDefault(Manifest.Settings.Id.Key)?.Value as string;

    /// <summary>The id of the brand that this one builds on; null for none.</summary>
    public string? Extends => Settings.GetValueOrDefault(Manifest.Settings.Extends.Key)?.Value as string;

    /// <summary>What others inherit of this brand.</summary>
    public BrandLayer AsParent() =>
        this with
        {
            Settings = Where(Settings, key => !_ownKeys.Any(own => own.EndsWith('.') ? Begins(key, own) : key == own)),
            Texts = Each(Texts, table => Where(table, id => !_ownTexts.Any(own => id == own || Begins(id, own + ".")))),
        };

    /// <summary>The same brand, with its files named after a place: a mistake in it is not looked for in the brand above.</summary>
    public BrandLayer Under(string place)
    {
        return this with
        {
            Settings = Each(Settings, value => value with { At = Move(value.At) }),
            Texts = Each(
                Texts,
                table => Each(table, text => new TextEntry(text.Text, text.Description, text.Culture, Move(text.At), text.MaxLength))
            ),
            Assets = Each(Assets, asset => asset with { At = Move(asset.At) }),
            Tokens = new(Tokens.Palette, Each(Tokens.Tokens, token => (token.Value, Move(token.At)))),
            Legal = Each(Legal, text => text with { At = Move(text.At) }),
        };

        SourcePosition Move(SourcePosition at) => at with { File = Path.Combine(place, at.File) };
    }

    private static bool Begins(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);

    private static Dictionary<string, T> Where<T>(IReadOnlyDictionary<string, T> table, Func<string, bool> isKept) =>
        table.Where(entry => isKept(entry.Key)).ToDictionary(StringComparer.Ordinal);

    // Names of cultures differ in case.
    private static Dictionary<string, T> Each<T>(IReadOnlyDictionary<string, T> table, Func<T, T> change) =>
        table.ToDictionary(entry => entry.Key, entry => change(entry.Value), StringComparer.OrdinalIgnoreCase);
}
