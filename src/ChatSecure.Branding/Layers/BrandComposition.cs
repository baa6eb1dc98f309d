// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Assets;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Legal;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Policy;
using ChatSecure.Branding.Strings;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Layers;

/// <summary>Brands on top of each other, the neutral default at the bottom; on top what came after the app was built, and what its person chose.</summary>
/// <param name="brands">The brands, the strongest first; then UI kits; the neutral default last.</param>
/// <param name="late">What stands above the brands: the overlay, the managed policy, the person's choices.</param>
internal sealed class BrandComposition(IReadOnlyList<BrandLayer> brands, LateLayers? late = null)
{
    private BrandTokens? _tokens;
    private IReadOnlyList<CultureInfo>? _languages;

    /// <summary>What stands above the brands.</summary>
    public LateLayers Late { get; } = late ?? LateLayers.None;

    /// <summary>The same brands with something else above them.</summary>
    public BrandComposition With(LateLayers other) => new(brands, other);

    /// <summary>The settings.</summary>
    public LayerStack<SettingValue> Settings { get; } =
        new([.. (late ?? LateLayers.None).Strongest.Concat(brands).Select(layer => new Layer<SettingValue>(layer.Name, layer.Settings))]);

    /// <summary>The pictures.</summary>
    public LayerStack<AssetEntry> Assets { get; } = new([.. brands.Select(layer => new Layer<AssetEntry>(layer.Name, layer.Assets))]);

    /// <summary>The tokens of parts of screens, with where they stand.</summary>
    public LayerStack<(TokenValue Value, SourcePosition At)> Parts { get; } =
        new([.. brands.Select(layer => new Layer<(TokenValue Value, SourcePosition At)>(layer.Name, layer.Tokens.Tokens))]);

    /// <summary>The same, ready for use.</summary>
    public BrandTokens Tokens =>
        _tokens ??= new(
            BrandReading.Colors(Settings),
            Parts,
            Merge(brands.Select(layer => layer.Tokens.Palette)),
            Merge(brands.Select(layer => layer.FontFiles))
        );

    /// <summary>The languages to choose from. What the default says in part only would be a mixture: a brand may want that, the default does not.</summary>
    public IReadOnlyList<CultureInfo> Languages =>
        _languages ??= [
            .. brands
                .Where(layer => !layer.IsReference)
                .SelectMany(layer => layer.Texts.Keys)
                .Concat(
                    brands[^1]
                        .Texts.Where(texts => texts.Value.Count == brands[^1].Texts.Max(all => all.Value.Count))
                        .Select(texts => texts.Key)
                )
                .Select(CultureInfo.GetCultureInfo)
                .Distinct()
                .OrderBy(culture => culture.Name, StringComparer.Ordinal),
        ];

    /// <summary>The picture that suits a screen best, of the strongest layer that has one for it.</summary>
    public AssetEntry? Asset(string id, BrandTheme theme, CultureInfo culture, bool isRightToLeft, int density) =>
        Assets
            .Layers.Select(layer =>
                layer
                    .Values.Where(asset => asset.Key == id || asset.Key.StartsWith(id + "@", StringComparison.Ordinal))
                    .Select(asset => (asset.Value, Fit: AssetVariant.Parse(asset.Key)?.Fit(theme, culture, isRightToLeft, density)))
                    .Where(asset => asset.Fit is not null)
                    .OrderByDescending(asset => asset.Fit)
                    .FirstOrDefault()
                    .Value
            )
            .FirstOrDefault(asset => asset is not null);

    /// <summary>A legal text for a language: the strongest brand that has any decides.</summary>
    public LegalText? LegalText(LegalKind kind, CultureInfo culture)
    {
        var prefix = kind == LegalKind.Terms ? "terms." : "privacy.";
        var layer = brands.FirstOrDefault(layer => layer.Legal.Keys.Any(key => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
        for (var wide = culture; layer is not null && wide.Name.Length > 0; wide = wide.Parent)
        {
            if (layer.Legal.TryGetValue(prefix + wide.Name, out var text))
            {
                return text;
            }
        }

        return layer is null ? null
            : layer.Legal.TryGetValue(prefix + layer.CultureName, out var own) ? own
            : layer.Legal.First(text => text.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>The texts for a language: for each brand from the strongest down, its texts in that language (the narrow before the wide: de-AT, de), then
    /// those in the brand's own language. So a brand's own words win over the default's translation.</summary>
    public LayerStack<TextEntry> Texts(CultureInfo culture)
    {
        List<Layer<TextEntry>> stack = [];
        foreach (var layer in brands)
        {
            for (var wide = culture; wide.Name.Length > 0; wide = wide.Parent)
            {
                if (!wide.Name.Equals(layer.CultureName, StringComparison.OrdinalIgnoreCase))
                {
                    Add(layer, wide.Name, $"{layer.Name} ({wide.Name})");
                }
                else
                {
                    break;
                }
            }

            Add(layer, layer.CultureName, layer.Name);
        }

        return new(stack);

        void Add(BrandLayer layer, string name, string shown)
        {
            if (layer.Texts.TryGetValue(name, out var texts))
            {
                stack.Add(new(shown, texts));
            }
        }
    }

    /// <summary>Checks all brands above the neutral default, which this package's own tests check.</summary>
    public void Check(BrandErrors errors)
    {
        BrandLayer[] references = [.. brands.Where(layer => layer.IsReference)];
        var neutral = brands[^1];
        var texts = Merge(
            references.Select(layer => layer.Texts.GetValueOrDefault(neutral.CultureName) ?? neutral.Texts[neutral.CultureName])
        );
        var assets = Merge(references.Select(layer => layer.Assets));
        var tokens = new TokenFile(neutral.Tokens.Palette, Merge(references.Select(layer => layer.Tokens.Tokens)));
        foreach (var layer in brands.SkipLast(1))
        {
            foreach (var table in layer.Texts.Values)
            {
                TextCheck.Check(table, texts, errors);
            }

            TokenCheck.Check(layer.Tokens, tokens, errors);
            foreach (var (id, asset) in layer.Assets.Where(asset => IsOrphan(asset.Key, assets)).TakeWhile(_ => !errors.IsFull))
            {
                errors.Add("CSB010", asset.At, $"There is no picture '{id}' to override.{Nearest.Hint(id, assets.Keys)}");
            }
        }

        CheckIds(brands.Where(layer => !layer.IsReference), neutral, errors);
        CheckSettings(errors);

        // Colours are only looked at when every token is one: the rest has been reported.
        if (errors.All.Count == 0)
        {
            TokenCheck.CheckContrast(Tokens, Parts, errors);
        }
    }

    /// <summary>Checks what the settings have to do with each other, late ones included.</summary>
    public void CheckSettings(BrandErrors errors)
    {
        ManifestCheck.Check(Settings, errors);
        PolicyCheck.Check(Settings, errors);
        BehaviourCheck.Check(Settings, brands, errors);
    }

    private static void CheckIds(IEnumerable<BrandLayer> brands, BrandLayer neutral, BrandErrors errors)
    {
        foreach (var brand in brands.Where(brand => brand.Id is not null && brand.Id == neutral.Id))
        {
            errors.Add("CSB012", brand.Settings[Manifest.Settings.Id.Key].At, "This id is the neutral default's: a brand needs its own.");
        }
    }

    private static bool IsOrphan(string key, Dictionary<string, AssetEntry> known) =>
        AssetVariant.Parse(key) is { } variant
        && !variant.Id.StartsWith(AssetVariant.Stickers, StringComparison.Ordinal)
        && !known.ContainsKey(variant.Id);

    // The layers come the strongest first: what they say wins.
    private static Dictionary<string, T> Merge<T>(IEnumerable<IReadOnlyDictionary<string, T>> tables)
    {
        Dictionary<string, T> merged = new(StringComparer.Ordinal);
        foreach (var (key, value) in tables.SelectMany(table => table))
        {
            merged.TryAdd(key, value);
        }

        return merged;
    }
}
