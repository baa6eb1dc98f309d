// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Tokens;
using CsCheck;

namespace ChatSecure.Branding.Tests.Tokens;

public sealed class SchemeTests
{
    private static readonly Gen<BrandColor> _color = Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (r, g, b) => new BrandColor(r, g, b));

    [Theory]
    [InlineData(BrandTheme.Light, 4.5)]
    [InlineData(BrandTheme.Dark, 4.5)]
    [InlineData(BrandTheme.HighContrastLight, 7)]
    [InlineData(BrandTheme.HighContrastDark, 7)]
    public void The_default_can_be_read_in_every_appearance(BrandTheme theme, double contrast) =>
        AssertReadable(Brand.Neutral.Colors.For(theme), contrast);

    [Fact]
    public void High_contrast_is_derived_from_any_colours_whatever()
    {
        var roles = Settings.All.Keys.Where(key => key.StartsWith("color.", StringComparison.Ordinal)).ToArray();
        _color
            .Array[roles.Length * 2]
            .Sample(colors =>
            {
                var values = roles
                    .Select((key, i) => (key, Value: new SettingValue(new ColorPair(colors[i * 2], colors[(i * 2) + 1]), default)))
                    .ToDictionary(pair => pair.key, pair => pair.Value);
                var settings = new LayerStack<SettingValue>([new("brand", values)]);
                AssertReadable(SchemeBuilder.Build(settings, BrandTheme.HighContrastLight), 7);
                AssertReadable(SchemeBuilder.Build(settings, BrandTheme.HighContrastDark), 7);
            });
    }

    [Fact]
    public void What_a_brand_says_for_high_contrast_holds_and_the_rest_goes_with_it()
    {
        using var folder = With(
            "\"primary\": { \"light\": \"#0b5cad\", \"dark\": \"#7cb8f5\", \"highContrastLight\": \"#ffff00\" }, \"onPrimary\": { \"light\": \"#ffffff\", \"dark\": \"#0a1a2b\" }"
        );
        var colors = folder.Load().Colors;
        Assert.Equal(new BrandColor(255, 255, 0), colors.HighContrastLight.Primary);
        Assert.True(colors.HighContrastLight.OnPrimary.ContrastWith(colors.HighContrastLight.Primary) >= 7);
        Assert.Equal(new BrandColor(0x7c, 0xb8, 0xf5), colors.Dark.Primary);
    }

    [Fact]
    public void What_cannot_be_read_in_high_contrast_is_refused()
    {
        using var folder = With("\"text\": { \"light\": \"#1b1e24\", \"dark\": \"#eceef2\", \"highContrastDark\": \"#777777\" }");
        var error = Assert.Single(
            folder.Refusal(),
            error => error.Message.Contains("'color.text' on 'color.background'", StringComparison.Ordinal)
        );
        Assert.Equal("CSB003", error.Code);
        Assert.EndsWith("in highContrastDark; text needs 7 (WCAG AAA).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_needs_a_contrast_too()
    {
        using var folder = With("\"border\": { \"light\": \"#eeeeee\", \"dark\": \"#a9b0bc\" }");
        Assert.All(folder.Refusal(), error => Assert.Contains("lines need 3", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_dark_is_mirrored_from_the_light_where_a_brand_says_nothing()
    {
        using var folder = With("\"secure\": { \"light\": \"#1a6b3c\" }");
        Assert.Equal("#94e5b6", folder.Load().Colors.Dark.Secure.ToString());
        _color.Sample(color => Assert.Equal(color, ColorMath.Invert(ColorMath.Invert(color))));
    }

    private static void AssertReadable(ColorScheme scheme, double contrast)
    {
        (BrandColor Front, BrandColor Ground)[] pairs =
        [
            (scheme.Text, scheme.Background),
            (scheme.Text, scheme.Surface),
            (scheme.TextMuted, scheme.Background),
            (scheme.TextMuted, scheme.Surface),
            (scheme.OnPrimary, scheme.Primary),
            (scheme.OnIncoming, scheme.Incoming),
            (scheme.OnOutgoing, scheme.Outgoing),
            (scheme.Secure, scheme.Background),
            (scheme.Secure, scheme.Surface),
            (scheme.Warning, scheme.Background),
            (scheme.Warning, scheme.Surface),
            (scheme.Danger, scheme.Background),
            (scheme.Danger, scheme.Surface),
            (scheme.OnDanger, scheme.Danger),
            (scheme.Link, scheme.Background),
            (scheme.Link, scheme.Surface),
            (scheme.OnSelection, scheme.Selection),
            (scheme.OnBadge, scheme.Badge),
        ];
        Assert.All(pairs, pair => Assert.True(pair.Front.ContrastWith(pair.Ground) >= contrast, $"{pair}"));
        Assert.All(
            new[] { scheme.Border, scheme.Focus },
            line => Assert.True(line.ContrastWith(scheme.Background) >= 3 && line.ContrastWith(scheme.Surface) >= 3, $"{line}")
        );
    }

    private static BrandFolder With(string colors) =>
        new($$"""{ "schemaVersion": 1, "id": "acme", "name": "Acme", "color": { {{colors}} } }""");
}
