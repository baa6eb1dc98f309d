// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChatSecure.Branding.Tests.Tokens;

public sealed partial class TokenTests
{
    private const string Tokens = """
        {
          "palette": { "plum": "#7b2d8e", "snow": "#ffffff" },
          "semantic": {
            "outgoing": { "light": "{plum}", "dark": "{plum}" },
            "onOutgoing": { "light": "{snow}", "dark": "{snow}" },
            "radius.large": 24
          },
          "component": {
            "bubble.radius": "{radius.small}",
            "header.background": { "light": "{plum}", "dark": "#2b1a33" },
            "header.text": { "light": "{snow}", "dark": "#fbeaf4" },
            "list.preview": "{text}"
          }
        }
        """;

    [Fact]
    public void The_three_tiers_build_on_each_other()
    {
        using var folder = new BrandFolder();
        var brand = folder.Write("tokens.json", Tokens).Load();
        var plum = brand.Tokens.Palette["plum"];
        Assert.Equal(plum, brand.Colors.Light.Outgoing);
        Assert.Equal(plum, brand.Tokens.Color("bubble.outgoing.background", BrandTheme.Light));
        Assert.Equal(plum, brand.Tokens.Color("header.background", BrandTheme.Light));
        Assert.Equal("#2b1a33", brand.Tokens.Color("header.background", BrandTheme.Dark).ToString());
        Assert.Equal(brand.Colors.HighContrastDark.Surface, brand.Tokens.Color("header.background", BrandTheme.HighContrastDark));
        Assert.Equal(
            (24, 4, 24),
            (brand.Tokens.Number("badge.radius"), brand.Tokens.Number("bubble.radius"), brand.Tokens.Number("radius.large"))
        );
        Assert.Equal(brand.Colors.Light.Text, brand.Tokens.Color("list.preview", BrandTheme.Light));
        Assert.Equal("system-ui", brand.Tokens.Font("font.body").Family);
        Assert.Equal([new("acme", "{radius.small}"), new("neutral", "{radius.large}")], brand.Explain("token:bubble.radius").Layers);
        Assert.Equal("light #7b2d8e, dark #7b2d8e", brand.Explain("color.outgoing").Value);
    }

    [Theory]
    [InlineData("{ \"component\": { \"bubble.raduis\": 4 } }", "CSB010", "Did you mean 'bubble.radius'?")]
    [InlineData("{ \"component\": { \"bubble.radius\": \"{no.such}\" } }", "CSB002", "not there")]
    [InlineData("{ \"component\": { \"bubble.radius\": \"{primary}\" } }", "CSB002", "is a number, not a colour")]
    [InlineData("{ \"component\": { \"header.text\": 4 } }", "CSB002", "is a colour, not a number")]
    [InlineData("{ \"semantic\": { \"radius.small\": \"{radius.large}\" } }", "CSB002", "a value of its own")]
    [InlineData("{ \"semantic\": { \"radius.small\": -1 } }", "CSB002", "expected a number")]
    [InlineData("{ \"semantic\": { \"radius.small\": 1001 } }", "CSB002", "expected a number")]
    [InlineData("{ \"semantic\": { \"size.touch\": 20 } }", "CSB002", "at least 24")]
    [InlineData("{ \"semantic\": { \"primary\": { \"light\": \"{plam}\" } }, \"palette\": { \"plum\": \"#7b2d8e\" } }", "CSB002", "'plum'")]
    [InlineData("{ \"palette\": { \"a;b\": \"#7b2d8e\" } }", "CSB002", "a name of letters")]
    [InlineData("{ \"palette\": { \"a\": \"red\" } }", "CSB002", "#rrggbb")]
    [InlineData("{ \"semantics\": {} }", "CSB001", "palette, semantic and component")]
    [InlineData("{ \"semantic\": { \"font.body\": { \"family\": \"a\\\"; } body { x: url(y)\" } } }", "CSB002", "a font")]
    [InlineData(
        "{ \"component\": { \"header.background\": { \"light\": \"#ffffff\" }, \"header.text\": { \"light\": \"#fefefe\" } } }",
        "CSB003",
        "header.text"
    )]
    public void A_token_that_makes_no_sense_is_refused(string json, string code, string message)
    {
        using var folder = new BrandFolder();
        Assert.Contains(
            folder.Write("tokens.json", json).Refusal(),
            error =>
                error.Code == code
                && error.File == "tokens.json"
                && error.Line > 0
                && error.Message.Contains(message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_colour_is_said_in_one_place()
    {
        using var folder = new BrandFolder(
            """{ "schemaVersion": 1, "id": "acme", "name": "Acme", "color": { "outgoing": { "light": "#7b2d8e", "dark": "#7b2d8e" } } }"""
        );
        Assert.Equal("CSB014", Assert.Single(folder.Write("tokens.json", Tokens).Refusal()).Code);
    }

    [Fact]
    public void A_style_sheet_has_every_appearance_and_nothing_else_than_properties()
    {
        using var folder = new BrandFolder();
        var css = folder.Write("tokens.json", Tokens).Load().Tokens.ToCss();
        Assert.Contains(":root[data-theme=\"high-contrast-dark\"] {", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-palette-plum: #7b2d8e;\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-color-on-outgoing: #ffffff;\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-bubble-outgoing-background: var(--cs-color-outgoing);\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-bubble-radius: var(--cs-radius-small);\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-radius-large: 24px;\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-motion-short: 120ms;\n", css, StringComparison.Ordinal);
        Assert.Contains("  --cs-text-line-height: 150%;\n", css, StringComparison.Ordinal);
        Assert.Matches(
            "forced-colors: active\\) \\{\n:root, :root\\[data-theme\\] \\{\n(  --cs-[a-z-]+: [A-Z][A-Za-z]+;\n)+\\}\n\\}\n",
            css
        );
        Assert.All(css.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(CssLine(), line));
        Assert.Equal(css.Count(c => c == '{'), css.Count(c => c == '}'));
        Assert.Equal(css, folder.Load().Tokens.ToCss());

        // Whatever a property refers to is there.
        var defined = Regex.Matches(css, "(--cs-[a-z0-9-]+):").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(Regex.Matches(css, "var\\((--cs-[a-z0-9-]+)\\)"), match => Assert.Contains(match.Groups[1].Value, defined));
    }

    [Theory]
    [InlineData(XamlDialect.Wpf, "http://schemas.microsoft.com/winfx/2006/xaml/presentation")]
    [InlineData(XamlDialect.WinUI, "http://schemas.microsoft.com/winfx/2006/xaml/presentation")]
    [InlineData(XamlDialect.Maui, "http://schemas.microsoft.com/dotnet/2021/maui")]
    [InlineData(XamlDialect.Avalonia, "https://github.com/avaloniaui")]
    public void A_resource_dictionary_has_a_key_for_everything(XamlDialect dialect, string root)
    {
        var dictionary = XElement.Parse(Brand.Neutral.Tokens.ToXaml(dialect, BrandTheme.Dark));
        Assert.Equal((XName)(XNamespace.Get(root) + "ResourceDictionary"), dictionary.Name);
        var keys = dictionary
            .Elements()
            .Select(element => element.Attributes().Single(attribute => attribute.Name.LocalName == "Key").Value)
            .ToArray();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Contains("CsBubbleOutgoingBackgroundBrush", keys);
        Assert.Contains("CsFontBody", keys);
        var primary = dictionary.Elements().Single(element => element.Attributes().Any(attribute => attribute.Value == "CsColorPrimary"));
        Assert.Equal(Brand.Neutral.Colors.Dark.Primary.ToString(), primary.Value);
        Assert.All(
            Brand.Neutral.Tokens.Ids,
            id =>
                Assert.Contains(
                    keys,
                    key => key.Equals("Cs" + id.Replace(".", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
                )
        );
    }

    [Fact]
    public void Asking_for_what_a_token_is_not_is_the_caller_s_mistake()
    {
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Tokens.Number("header.text"));
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Tokens.Color("radius.small", BrandTheme.Light));
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Tokens.Font("radius.small"));
        Assert.Contains(
            "'radius.small'",
            Assert.Throws<ArgumentException>(() => Brand.Neutral.Tokens.Number("radius.smal")).Message,
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(
        "^(@media \\([a-z-]+: [a-z]+(\\) and \\([a-z-]+: [a-z]+)?\\) \\{|:root[^{;]* \\{|\\}|  color-scheme: light dark;|  --cs-[a-z0-9-]+: [^;{}]+;)$"
    )]
    private static partial Regex CssLine();
}
