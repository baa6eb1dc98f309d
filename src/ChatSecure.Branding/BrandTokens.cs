// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding;

/// <summary>How the parts of screens look: sizes, fonts and the colours of parts, after the brand's <c>tokens.json</c>. The colours that have a meaning
/// everywhere are in <see cref="BrandColors"/>. Immutable.</summary>
public sealed class BrandTokens
{
    private readonly BrandColors _colors;
    private readonly LayerStack<(TokenValue Value, SourcePosition At)> _tokens;
    private readonly IReadOnlyDictionary<string, byte[]> _files;

    internal BrandTokens(
        BrandColors colors,
        LayerStack<(TokenValue Value, SourcePosition At)> tokens,
        IReadOnlyDictionary<string, BrandColor> palette,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        (_colors, _tokens, Palette, _files) = (colors, tokens, palette, files);
        Ids = [.. tokens.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The first tier: the brand's colours by the names that it gave them.</summary>
    public IReadOnlyDictionary<string, BrandColor> Palette { get; }

    /// <summary>The ids of all tokens.</summary>
    public IReadOnlyList<string> Ids { get; }

    internal BrandColors Colors => _colors;

    /// <summary>The colour of a part, such as <c>bubble.outgoing.background</c>.</summary>
    /// <param name="id">The token's id.</param>
    /// <param name="theme">The appearance.</param>
    /// <returns>The colour. In high contrast, a part for which the brand gave no such colour has that of its meaning.</returns>
    /// <exception cref="ArgumentException">There is no such token, or it is no colour.</exception>
    public BrandColor Color(string id, BrandTheme theme)
    {
        foreach (var layer in _tokens.Layers)
        {
            if (layer.Values.TryGetValue(id, out var found))
            {
                switch (found.Value)
                {
                    case TokenValue.Reference(var to) when Manifest.Settings.All.ContainsKey("color." + to):
                        return _colors.For(theme).Find("color." + to);
                    case TokenValue.Reference(var to):
                        return Color(to, theme);
                    case TokenValue.Color(var pair) when pair.Said(theme) is { } color:
                        return color;
                }
            }
        }

        throw new ArgumentException($"There is no colour '{id}'.{Nearest.Hint(id, Ids)}", nameof(id));
    }

    /// <summary>A size in device-independent pixels, a duration in milliseconds (<c>motion.…</c>) or a height in percent (<c>text.lineHeight</c>).</summary>
    /// <param name="id">The token's id, such as <c>radius.small</c>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">There is no such token, or it is no number.</exception>
    public int Number(string id) =>
        Find(id) switch
        {
            TokenValue.Number(var value) => value,
            TokenValue.Reference(var to) when !Manifest.Settings.All.ContainsKey("color." + to) => Number(to),
            _ => throw new ArgumentException($"'{id}' is no number.", nameof(id)),
        };

    /// <summary>A font.</summary>
    /// <param name="id">The token's id: <c>font.body</c>, <c>font.heading</c> or <c>font.mono</c>.</param>
    /// <returns>The font.</returns>
    /// <exception cref="ArgumentException">There is no such token, or it is no font.</exception>
    public BrandFont Font(string id) =>
        Find(id) switch
        {
            TokenValue.Font font => new(
                font.Family,
                [.. font.Files.OrderBy(file => file.Key).Select(file => new BrandFontFile(file.Key, file.Value, _files[file.Value]))],
                font.Licence is { } licence ? System.Text.Encoding.UTF8.GetString(_files[licence]) : null
            ),
            TokenValue.Reference(var to) when to != id => Font(to),
            _ => throw new ArgumentException($"'{id}' is no font.", nameof(id)),
        };

    /// <summary>A style sheet with everything as custom properties (<c>--cs-color-primary</c>, <c>--cs-bubble-outgoing-background</c>, <c>--cs-radius-small</c>):
    /// light, dark and high contrast after the system's wish or the attribute <c>data-theme</c> of the root (<c>light</c>, <c>dark</c>,
    /// <c>high-contrast-light</c>, <c>high-contrast-dark</c>), and the system's own colours where those are forced.</summary>
    /// <returns>The style sheet; the same brand gives the same text.</returns>
    public string ToCss() => new CssWriter(this).Write();

    /// <summary>A resource dictionary of one appearance for toolkits with XAML: <c>CsColorPrimary</c> and <c>CsColorPrimaryBrush</c>, <c>CsRadiusSmall</c>,
    /// <c>CsFontBody</c>.</summary>
    /// <param name="dialect">The toolkit.</param>
    /// <param name="theme">The appearance.</param>
    /// <returns>The XAML; the same brand gives the same text.</returns>
    public string ToXaml(XamlDialect dialect, BrandTheme theme) => new XamlWriter(this, dialect, theme).Write();

    internal TokenValue Find(string id) =>
        _tokens.TryResolve(id, out var found)
            ? found.Value
            : throw new ArgumentException($"There is no token '{id}'.{Nearest.Hint(id, Ids)}", nameof(id));

    /// <summary>Whether a token is a colour; a reference is what it points to.</summary>
    internal bool IsColor(string id) =>
        Find(id) switch
        {
            TokenValue.Color => true,
            TokenValue.Reference(var to) => Manifest.Settings.All.ContainsKey("color." + to) || IsColor(to),
            _ => false,
        };
}
