// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Assets;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Legal;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Strings;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Layers;

/// <summary>Everything that one brand says, read from its files: settings, texts by culture, pictures.</summary>
/// <param name="Name">How the layer is called in explanations: <c>neutral</c>, or the brand's id.</param>
/// <param name="Settings">The settings by key.</param>
/// <param name="Texts">The texts by id, by culture name.</param>
/// <param name="Assets">The pictures by id.</param>
internal sealed partial record BrandLayer(
    string Name,
    IReadOnlyDictionary<string, SettingValue> Settings,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, TextEntry>> Texts,
    IReadOnlyDictionary<string, AssetEntry> Assets
)
{
    /// <summary>How parts of screens look.</summary>
    public TokenFile Tokens { get; init; } = TokenFile.None;

    /// <summary>Whether this layer says which keys there are: the neutral default and UI kits, as opposed to brands.</summary>
    public bool IsReference { get; init; }

    /// <summary>The legal texts, by kind and language (<c>terms.en</c>).</summary>
    public IReadOnlyDictionary<string, LegalText> Legal { get; init; } = new Dictionary<string, LegalText>();

    /// <summary>The files of fonts, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> FontFiles { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The name of the layer below all brands.</summary>
    public const string NeutralName = "neutral";

    private static readonly Lazy<BrandLayer> _neutral = new(() =>
    {
        var errors = new BrandErrors();
        var layer = Read(EmbeddedFiles.Neutral, NeutralName, errors);
        errors.ThrowIfAny();
        return layer with { IsReference = true };
    });

    /// <summary>The default that this package carries.</summary>
    public static BrandLayer Neutral => _neutral.Value;

    /// <summary>The brand's own language: that of the texts that speak when the person's language has none.</summary>
    public string CultureName { get; init; } =
        Settings.TryGetValue(Manifest.Settings.Culture.Key, out var found) ? ((System.Globalization.CultureInfo)found.Value).Name : "en";

    /// <summary>Settings that came after the app was built, or that a person made.</summary>
    public static BrandLayer OfSettings(string name, IReadOnlyDictionary<string, SettingValue> settings) =>
        new(name, settings, new Dictionary<string, IReadOnlyDictionary<string, TextEntry>>(), new Dictionary<string, AssetEntry>());

    /// <summary>Reads a UI kit's texts, pictures and tokens; a kit has no settings.</summary>
    public static BrandLayer ReadKit(IBrandFiles files, BrandErrors errors) =>
        Read(new KitFiles(files), "kit", errors) with
        {
            IsReference = true,
            Settings = new Dictionary<string, SettingValue>(),
        };

    /// <summary>Reads a brand.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="name">The layer's name; null for the brand's id.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <param name="renames">The old keys that are still understood; null for those of this version.</param>
    public static BrandLayer Read(IBrandFiles files, string? name, BrandErrors errors, Renames? renames = null)
    {
        renames ??= Renames.Current;
        Dictionary<string, IReadOnlyDictionary<string, TextEntry>> texts = new(StringComparer.OrdinalIgnoreCase);
        var paths = files.List(errors);
        var settings = ManifestReader.Read(files, renames.Settings, errors);
        foreach (var path in paths)
        {
            if (StringTableReader.CultureOf(path) is { } culture)
            {
                var table = StringTableReader.Read(files, path, errors);
                Renames.Carry(renames.Texts, table, text => text.At, errors);
                texts[culture] = table;
            }
            else if (!IsKnown(path))
            {
                errors.Add(
                    "CSB011",
                    new(path),
                    "This file is not part of a brand: brand.json, strings.CULTURE.json, tokens.json, assets/, fonts/, legal/, README.md."
                );
            }
        }

        var tokens = paths.Contains(TokenReader.FileName) ? TokenReader.Read(files, settings, errors) : TokenFile.None;

        var assets = AssetReader.Read(files, paths.Where(AssetReader.IsAsset), errors);
        Renames.Carry(renames.Assets, assets, asset => asset.At, errors);
        return new(name ?? Manifest.Settings.Id.Get(new([new("", settings)]), "brand"), settings, texts, assets)
        {
            Tokens = tokens,
            Legal = LegalReader.Read(files, paths, errors),
            FontFiles = FontReader.ReadFiles(files, paths, tokens, errors),
        };
    }

    private static bool IsKnown(string path) =>
        path is ManifestReader.FileName or TokenReader.FileName
        || AssetReader.IsAsset(path)
        || LegalReader.IsLegal(path)
        || FontReader.IsFont(path)
        || IsPaper(path);

    // What people leave in folders for people.
    private static bool IsPaper(string path) => path.EndsWith(".md", StringComparison.Ordinal) || path is "LICENSE" or ".gitignore";
}
