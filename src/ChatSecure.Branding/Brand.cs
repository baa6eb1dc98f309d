// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Reflection;
using ChatSecure.Branding.Assets;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding;

/// <summary>What an app is called, says, looks like and holds to. A brand is a folder of data (<c>brand.json</c>, <c>strings.CULTURE.json</c>,
/// <c>assets/</c>) over the neutral default that this package carries; every key is looked up by itself in this order: brand in the person's language, brand
/// in its own language, default in the person's language, default. Immutable, safe for concurrent use.</summary>
public sealed partial class Brand
{
    private static readonly Lazy<Brand> _neutral = new(() => new(new([BrandLayer.Neutral]), null));

    private static readonly Dictionary<string, object?> _none = [];

    private readonly BrandComposition _composition;
    private readonly LayerStack<TextEntry> _texts;

    internal Brand(BrandComposition composition, CultureInfo? culture)
    {
        var settings = composition.Settings;
        _composition = composition;
        OwnCulture = Settings.Culture.Get(settings, CultureInfo.GetCultureInfo("en"));
        Culture = culture ?? OwnCulture;
        _texts = composition.Texts(Culture);
        Languages = composition.Languages;
        Id = Settings.Id.Get(settings, string.Empty);
        Name = Settings.Name.Get(settings, string.Empty);
        ShortName = Settings.ShortName.Get(settings, Name);
        Vendor = Settings.Vendor.Get(settings, string.Empty) is { Length: > 0 } vendor ? vendor : null;
        BasedOn = Settings.BasedOn.Get(settings, string.Empty) is { Length: > 0 } basedOn ? basedOn : null;
        Identity = BrandReading.Identity(settings, Id, Name);
        Defaults = BrandReading.Defaults(settings);
        Features = BrandReading.Switches<BrandFeature>(settings, BehaviourSettings.Features);
        Privacy = BrandReading.Switches<PrivacySwitch>(settings, BehaviourSettings.Privacy);
        Links = BrandReading.Links(settings);
        Contacts = BrandReading.Contacts(settings);
        Updates = BrandReading.Updates(settings);
        Push = BrandReading.Push(settings);
        Policy = BrandReading.Policy(settings);
        Tokens = composition.Tokens;
        Colors = Tokens.Colors;
        Stickers =
        [
            .. composition
                .Assets.Keys.Select(key => key.Split('@')[0])
                .Where(key => key.StartsWith(AssetVariant.Stickers, StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The default: "Unbranded Messenger", without servers and without any name but that, in English until <see cref="WithCulture"/>.</summary>
    public static Brand Neutral => _neutral.Value;

    /// <summary>The brand's id, from which folders, resources and service names derive: 3 to 32 lower-case letters, digits and dashes.</summary>
    public string Id { get; }

    /// <summary>What the app is called. Texts say it as <c>{appName}</c>.</summary>
    public string Name { get; }

    /// <summary>What the app is called where there is little room: below its icon, in a notification. Texts say it as <c>{appNameShort}</c>. The name, if
    /// the brand has no shorter one.</summary>
    public string ShortName { get; }

    /// <summary>Who makes the app; null if the brand does not say. Texts say it as <c>{vendor}</c>.</summary>
    public string? Vendor { get; }

    /// <summary>The software that the app is made of, for its "about" page; null if the brand names none.</summary>
    public string? BasedOn { get; }

    /// <summary>The language that the brand speaks to its person.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language that the brand speaks where the person's has nothing.</summary>
    public CultureInfo OwnCulture { get; }

    /// <summary>The languages to choose from: those in which the default says everything, and those in which a brand says something itself.</summary>
    public IReadOnlyList<CultureInfo> Languages { get; }

    /// <summary>Whether screens in <see cref="Culture"/> run from right to left.</summary>
    public bool IsRightToLeft => Culture.TextInfo.IsRightToLeft || PseudoLocale.IsMirrored(Culture);

    /// <summary>By what the app is told apart from others.</summary>
    public BrandIdentity Identity { get; }

    /// <summary>What holds unless a person decides otherwise.</summary>
    public BrandDefaults Defaults { get; }

    /// <summary>What the app has.</summary>
    public BrandSwitches<BrandFeature> Features { get; }

    /// <summary>What others may learn.</summary>
    public BrandSwitches<PrivacySwitch> Privacy { get; }

    /// <summary>The links that open the app.</summary>
    public BrandLinks Links { get; }

    /// <summary>Whom people can turn to.</summary>
    public BrandContacts Contacts { get; }

    /// <summary>Where the app looks for newer versions of itself; null, the default, for nowhere.</summary>
    public BrandUpdates? Updates { get; }

    /// <summary>Who wakes the app when a message comes; null, the default, for nobody.</summary>
    public BrandPush? Push { get; }

    /// <summary>The rules of security.</summary>
    public BrandPolicy Policy { get; }

    /// <summary>The colours.</summary>
    public BrandColors Colors { get; }

    /// <summary>Sizes, fonts and the colours of parts of screens.</summary>
    public BrandTokens Tokens { get; }

    /// <summary>The ids of the brand's stickers: pictures in <c>assets/stickers/</c>, as <c>stickers/PACK/NAME</c>.</summary>
    public IReadOnlyList<string> Stickers { get; }

    /// <summary>Reads and checks a brand. It is read whole: later changes of the folder don't matter.</summary>
    /// <param name="folder">The brand's folder.</param>
    /// <param name="culture">The person's language; null for the brand's own.</param>
    /// <returns>The brand.</returns>
    /// <exception cref="BrandException">The brand has mistakes: all of them, each with file, line and column. Its kind is
    /// <see cref="Errors.ErrorKind.InvalidInput"/>.</exception>
    public static Brand Load(string folder, CultureInfo? culture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Load(new BrandParts { Folder = folder, Culture = culture });
    }

    /// <summary>Reads and checks the brand that ChatSecure.Branding.Build put into an app's assembly: its files are resources named
    /// <c>ChatSecureBrand/PATH</c>, those of the brands that it builds on <c>ChatSecureBrandParents/NAME/PATH</c>.</summary>
    /// <param name="assembly">The app's assembly.</param>
    /// <param name="culture">The person's language; null for the brand's own.</param>
    /// <returns>The brand.</returns>
    /// <exception cref="BrandException">The assembly has no brand, or one with mistakes.</exception>
    public static Brand LoadEmbedded(Assembly assembly, CultureInfo? culture = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var errors = new BrandErrors();
        var layers = BrandChain.Read(new EmbeddedFiles(assembly, "ChatSecureBrand/"), EmbeddedFiles.Parents(assembly), errors);
        return Compose([.. layers, BrandLayer.Neutral], errors, culture);
    }

    /// <summary>Reads and checks a brand that builds on others, or a UI kit's keys.</summary>
    /// <param name="parts">What to put together.</param>
    /// <returns>The brand.</returns>
    /// <exception cref="BrandException">One of the brands has mistakes, or they don't belong together.</exception>
    public static Brand Load(BrandParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var errors = new BrandErrors();
        return Compose(parts.Read(errors), errors, parts.Culture);
    }

    /// <summary>The same brand for a person of another language.</summary>
    /// <param name="culture">The language.</param>
    /// <returns>The brand in that language.</returns>
    public Brand WithCulture(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return new(_composition, culture);
    }

    /// <summary>A text, filled in. What a string argument holds can't reorder the text around it (it is isolated where directions mix).</summary>
    /// <param name="id">The text's id, such as <c>conversations.title</c>.</param>
    /// <param name="arguments">What its placeholders stand for; more than it needs does no harm.</param>
    /// <param name="culture">The language, if not <see cref="Culture"/>.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">There is no such text, an argument is missing, or a plural's is not a number.</exception>
    public string Text(string id, IReadOnlyDictionary<string, object?>? arguments = null, CultureInfo? culture = null)
    {
        var texts = culture is null || culture.Equals(Culture) ? _texts : _composition.Texts(culture);
        if (!texts.TryResolve(id, out var entry))
        {
            throw new ArgumentException($"There is no text '{id}'.{Nearest.Hint(id, texts.Keys)}", nameof(id));
        }

        var template = PseudoLocale.Is(culture ?? Culture) ? PseudoLocale.Of(entry.Template, culture ?? Culture) : entry.Template;
        return template.Format(arguments ?? _none, entry.Culture, (name, word) => Term(texts, entry.Culture, name, word));
    }

    /// <summary>A text in <see cref="Culture"/>, filled in: <c>brand.Text("unread", ("count", 3))</c>.</summary>
    /// <param name="id">The text's id.</param>
    /// <param name="arguments">What its placeholders stand for; more than it needs does no harm.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">There is no such text, an argument is missing, or a plural's is not a number.</exception>
    public string Text(string id, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        Dictionary<string, object?> values = new(arguments.Length, StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return Text(id, values);
    }

    /// <summary>A picture.</summary>
    /// <param name="id">The picture's id: its path in <c>assets/</c> without the ending, such as <c>logo</c>.</param>
    /// <returns>The file's bytes (SVG, PNG, JPEG, WebP or ICO); null if there is no such picture.</returns>
    public ReadOnlyMemory<byte>? Asset(string id) => Asset(id, new AssetWish());

    /// <summary>The picture that suits a screen: a brand may have one for an appearance, a language, a direction, a density (<c>logo@dark@de@rtl@2x.png</c>).
    /// Of the strongest brand that has the picture for such a screen, the most fitting one.</summary>
    /// <param name="id">The picture's id: its path in <c>assets/</c> without what stands after an at sign, and without the ending.</param>
    /// <param name="wish">The screen.</param>
    /// <returns>The file's bytes (SVG, PNG, JPEG, WebP or ICO); null if there is no such picture.</returns>
    public ReadOnlyMemory<byte>? Asset(string id, AssetWish wish)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(wish);
        var culture = wish.Culture ?? Culture;
        var isRightToLeft = culture.TextInfo.IsRightToLeft || PseudoLocale.IsMirrored(culture);
        return _composition.Asset(id, wish.Theme, culture, isRightToLeft, wish.Density)?.Bytes;
    }

    /// <summary>A legal text, in the person's language; else in the brand's; else in any.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>The text with its version; null if the brand has none.</returns>
    public LegalDocument? Legal(LegalKind kind)
    {
        var version = (kind == LegalKind.Terms ? BehaviourSettings.TermsVersion : BehaviourSettings.PrivacyVersion).Get(
            _composition.Settings,
            string.Empty
        );
        return _composition.LegalText(kind, Culture) is { } text ? new(kind, version, text.Culture, text.Text) : null;
    }

    /// <summary>Whether a person has to be asked (again) to accept a legal text.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="acceptedVersion">The version that the person has accepted; null for none.</param>
    /// <returns>False if there is none, or if that is the present one.</returns>
    public bool NeedsConsent(LegalKind kind, string? acceptedVersion) =>
        Legal(kind) is { } document && !string.Equals(document.Version, acceptedVersion, StringComparison.Ordinal);

    /// <summary>Says which layer decided about a key, and what the others said.</summary>
    /// <param name="key">The key: a setting's path in <c>brand.json</c> (<c>policy.trust</c>, <c>color.primary</c>), <c>text:ID</c> (in
    /// <see cref="Culture"/>), <c>token:ID</c> or <c>asset:ID</c>.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="ArgumentException">No layer knows the key.</exception>
    public Explanation Explain(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var explanation = key switch
        {
            _ when key.StartsWith("text:", StringComparison.Ordinal) => _texts.Explain(key[5..], key, entry => entry.Text),
            _ when key.StartsWith("token:", StringComparison.Ordinal) => _composition.Parts.Explain(
                key[6..],
                key,
                token => token.Value.ToString()
            ),
            _ when key.StartsWith("asset:", StringComparison.Ordinal) => _composition.Assets.Explain(key[6..], key, ShowAsset),
            _ when Settings.All.TryGetValue(key, out var setting) => _composition.Settings.Explain(
                key,
                key,
                value => setting.Show(value.Value)
            ),
            _ => throw new ArgumentException($"There is no key '{key}'.{Nearest.Hint(key, Settings.All.Keys)}", nameof(key)),
        };
        return explanation ?? throw new ArgumentException($"No layer sets '{key}'.", nameof(key));
    }

    private static Brand Compose(IReadOnlyList<BrandLayer> layers, BrandErrors errors, CultureInfo? culture)
    {
        var composition = new BrandComposition(layers);
        composition.Check(errors);
        errors.ThrowIfAny();
        return new(composition, culture);
    }

    // A term is said in the language of the text around it, in the case that it asks for; else in that language as it is; else as the manifest has it.
    private string Term(LayerStack<TextEntry> texts, CultureInfo language, string name, string? word)
    {
        string?[] forms = word is null ? [null] : [word, null];
        foreach (var form in forms)
        {
            var id = Terms.Id(name, form);
            foreach (var layer in texts.Layers)
            {
                if (
                    layer.Values.TryGetValue(id, out var term)
                    && term.Culture.TwoLetterISOLanguageName == language.TwoLetterISOLanguageName
                )
                {
                    return term.Text;
                }
            }
        }

        return name switch
        {
            "appName" => Name,
            "appNameShort" => ShortName,
            "vendor" => Vendor ?? string.Empty,
            _ => BasedOn ?? string.Empty,
        };
    }

    private static string ShowAsset(AssetEntry asset) =>
        string.Create(CultureInfo.InvariantCulture, $"{asset.At.File} ({asset.Bytes.Length} bytes)");
}
