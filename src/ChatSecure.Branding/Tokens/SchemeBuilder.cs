// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>Makes the colours of one appearance of what the layers say, and derives what none says.</summary>
internal sealed class SchemeBuilder
{
    /// <summary>WCAG 2.2, success criteria 1.4.3 (text), 1.4.6 (text, enhanced), 1.4.11 (other than text).</summary>
    public const double TextContrast = 4.5;

    /// <inheritdoc cref="TextContrast"/>
    public const double StrongTextContrast = 7;

    /// <inheritdoc cref="TextContrast"/>
    public const double LineContrast = 3;

    private readonly LayerStack<SettingValue> _settings;
    private readonly BrandTheme _theme;
    private readonly double _textContrast;

    private SchemeBuilder(LayerStack<SettingValue> settings, BrandTheme theme)
    {
        (_settings, _theme) = (settings, theme);
        _textContrast = TextContrastOf(theme);
    }

    /// <summary>What text needs in an appearance.</summary>
    public static double TextContrastOf(BrandTheme theme) => IsHighContrast(theme) ? StrongTextContrast : TextContrast;

    public static ColorScheme Build(LayerStack<SettingValue> settings, BrandTheme theme) => new SchemeBuilder(settings, theme).Build();

    private static bool IsHighContrast(BrandTheme theme) => theme is BrandTheme.HighContrastLight or BrandTheme.HighContrastDark;

    private ColorScheme Build()
    {
        var background = Said(Settings.Background) ?? Ground();
        var surface = Said(Settings.Surface) ?? Ground();
        var (primary, onPrimary) = Pair(Settings.Primary, Settings.OnPrimary);
        var (incoming, onIncoming) = Pair(Settings.Incoming, Settings.OnIncoming);
        var (outgoing, onOutgoing) = Pair(Settings.Outgoing, Settings.OnOutgoing);
        var text = On(Settings.Text, Wish(Settings.Text));
        var danger = On(Settings.Danger, Wish(Settings.Danger));
        var selection = Said(Settings.Selection) ?? (IsHighContrast(_theme) ? primary : ColorMath.Mix(surface, primary, 0.2));
        var badge = Said(Settings.Badge) ?? primary;
        return new()
        {
            Background = background,
            Surface = surface,
            Text = text,
            TextMuted = On(Settings.TextMuted, Wish(Settings.TextMuted)),
            Primary = primary,
            OnPrimary = onPrimary,
            Incoming = incoming,
            OnIncoming = onIncoming,
            Outgoing = outgoing,
            OnOutgoing = onOutgoing,
            Secure = On(Settings.Secure, Wish(Settings.Secure)),
            Warning = On(Settings.Warning, Wish(Settings.Warning)),
            Danger = danger,
            OnDanger = Said(Settings.OnDanger) ?? ColorMath.Readable(background, _textContrast, danger),
            Link = On(Settings.Link, primary),
            Border = Line(Settings.Border, ColorMath.Mix(background, text, 0.3)),
            Focus = Line(Settings.Focus, primary),
            Selection = selection,
            OnSelection = Said(Settings.OnSelection) ?? ColorMath.Readable(text, _textContrast, selection),
            Badge = badge,
            OnBadge = Said(Settings.OnBadge) ?? ColorMath.Readable(onPrimary, _textContrast, badge),
        };

        BrandColor Ground() => _theme == BrandTheme.HighContrastDark ? ColorMath.Black : ColorMath.White;

        BrandColor On(Setting<ColorPair> setting, BrandColor wish) =>
            Said(setting) ?? ColorMath.Readable(wish, _textContrast, background, surface);

        BrandColor Line(Setting<ColorPair> setting, BrandColor wish) =>
            Said(setting) ?? ColorMath.Readable(wish, LineContrast, background, surface);
    }

    // A ground and the text on it: who says neither keeps the hue of the ground, with black or white on it.
    private (BrandColor Ground, BrandColor Text) Pair(Setting<ColorPair> ground, Setting<ColorPair> text) =>
        (Said(ground), Said(text)) switch
        {
            ({ } said, { } saidText) => (said, saidText),
            ({ } said, null) => (said, ColorMath.Readable(Wish(text), _textContrast, said)),
            (null, { } saidText) => (ColorMath.Readable(Wish(ground), _textContrast, saidText), saidText),
            _ when ColorMath.Opposite(Wish(ground)) is var end => (ColorMath.Readable(Wish(ground), _textContrast, end), end),
        };

    private BrandColor? Said(Setting<ColorPair> setting) => Find(setting)?.Said(_theme);

    // What high contrast starts from: the same colour in the plain appearance.
    private BrandColor Wish(Setting<ColorPair> setting) =>
        Find(setting) is { } pair
            ? _theme is BrandTheme.Dark or BrandTheme.HighContrastDark
                ? pair.Dark
                : pair.Light
            : default;

    private ColorPair? Find(Setting<ColorPair> setting) => _settings.TryResolve(setting.Key, out var found) ? (ColorPair)found.Value : null;
}
