// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Reflection;
using System.Text;
using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Preview;

/// <summary>Pages without scripts that show a brand: for each language its screens, light and dark, in its direction, and all of its texts.</summary>
internal static class Gallery
{
    // The pages may be sent around and opened anywhere: nothing in them runs or calls home.
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'";

    private static readonly Dictionary<BrandTheme, (string Class, string Title)> _themes = new()
    {
        [BrandTheme.Light] = ("light", "Light"),
        [BrandTheme.Dark] = ("dark", "Dark"),
        [BrandTheme.HighContrastLight] = ("strong-light", "High contrast, light"),
        [BrandTheme.HighContrastDark] = ("strong-dark", "High contrast, dark"),
    };

    /// <summary>Writes the pages.</summary>
    /// <returns>How many.</returns>
    public static int Write(Brand brand, IReadOnlyList<CultureInfo> cultures, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "brand.css"), Css(brand) + Resource("gallery.css"));
        File.WriteAllBytes(Path.Combine(folder, "logo" + LogoExtension(brand)), brand.Asset("logo")!.Value.ToArray());
        foreach (var culture in cultures)
        {
            File.WriteAllText(Path.Combine(folder, culture.Name + ".html"), Page(new(brand.WithCulture(culture)), cultures));
        }

        File.Copy(Path.Combine(folder, cultures[0].Name + ".html"), Path.Combine(folder, "index.html"), overwrite: true);
        return cultures.Count;
    }

    /// <summary>How the brand's logo is called, after its format.</summary>
    public static string LogoExtension(Brand brand) =>
        brand.Asset("logo")!.Value.Span switch
        {
            [0x89, ..] => ".png",
            [0xFF, ..] => ".jpg",
            [(byte)'R', (byte)'I', ..] => ".webp",
            [0, ..] => ".ico",
            _ => ".svg",
        };

    private static string Page(Words words, IReadOnlyList<CultureInfo> cultures)
    {
        var culture = words.Brand.Culture;
        var direction = words.Brand.IsRightToLeft ? "rtl" : "ltr";
        var html = new Html();
        html.In(
            "head",
            "",
            head =>
                head.Empty("meta", "charset=\"utf-8\"")
                    .Empty("meta", $"http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"")
                    .Empty("meta", "name=\"viewport\" content=\"width=device-width\"")
                    .Text("title", "", $"{words.Brand.Name} ({culture.Name})")
                    .Empty("link", "rel=\"stylesheet\" href=\"brand.css\"")
        );
        html.In(
            "body",
            "",
            body =>
            {
                body.Text("h1", "", $"{words.Brand.Name} ({culture.EnglishName})");
                body.In("nav", "", nav => Links(nav, cultures));
                foreach (var (theme, title) in _themes.Values)
                {
                    body.Text("h2", "", title);
                    body.In("main", $"dir=\"{direction}\" class=\"screens\"", main => DrawScreens(main, words, theme));
                }

                body.Text("h2", "", "All texts");
                body.In("table", "", table => Table(table, words, direction));
            }
        );
        return $"<!doctype html>\n<html lang=\"{culture.Name}\">\n{html}</html>\n";
    }

    private static void Links(Html nav, IReadOnlyList<CultureInfo> cultures)
    {
        foreach (var culture in cultures)
        {
            nav.In("a", $"href=\"{culture.Name}.html\"", link => link.Text("span", "", culture.EnglishName));
        }
    }

    private static void DrawScreens(Html main, Words words, string theme)
    {
        foreach (var (name, draw) in Screens.All)
        {
            main.In("section", $"class=\"screen {theme}\" aria-label=\"{Html.Encode(name)}\"", screen => draw(screen, words));
        }
    }

    private static void Table(Html table, Words words, string direction)
    {
        foreach (var text in BrandCatalog.Texts)
        {
            table.In(
                "tr",
                "",
                row =>
                    row.Text("th", "", text.Id)
                        .In("td", $"dir=\"{direction}\"", cell => cell.Text("span", "", words[text.Id]))
                        .Text("td", "", words.Layer(text.Id))
            );
        }
    }

    private static string Css(Brand brand)
    {
        var css = new StringBuilder();
        foreach (var (theme, (name, _)) in _themes)
        {
            css.Append(CultureInfo.InvariantCulture, $".{name} {{\n");
            foreach (var (role, color) in Roles(brand.Colors.For(theme)))
            {
                css.Append(CultureInfo.InvariantCulture, $"  --{role}: {color};\n");
            }

            css.Append(CultureInfo.InvariantCulture, $"  --radius: {brand.Tokens.Number("bubble.radius")}px;\n");
            css.Append(
                CultureInfo.InvariantCulture,
                $"  color-scheme: {(name.EndsWith("dark", StringComparison.Ordinal) ? "dark" : "light")};\n}}\n"
            );
        }

        return css.ToString();
    }

    private static IEnumerable<(string Role, BrandColor Color)> Roles(ColorScheme scheme) =>
        [
            ("background", scheme.Background),
            ("surface", scheme.Surface),
            ("text", scheme.Text),
            ("text-muted", scheme.TextMuted),
            ("primary", scheme.Primary),
            ("on-primary", scheme.OnPrimary),
            ("incoming", scheme.Incoming),
            ("on-incoming", scheme.OnIncoming),
            ("outgoing", scheme.Outgoing),
            ("on-outgoing", scheme.OnOutgoing),
            ("secure", scheme.Secure),
            ("warning", scheme.Warning),
            ("danger", scheme.Danger),
        ];

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
