// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Reflection;
using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Preview;

/// <summary>Pages without scripts that show a brand: for each language the kit's own screens in its direction, in all appearances, and all of the brand's texts.</summary>
internal static class Gallery
{
    // The pages may be sent around and opened anywhere: nothing in them runs or calls home.
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'";
    private const string KitSheets = "kit/";

    private static readonly string[] _fonts = ["font.body", "font.heading", "font.mono"];

    private static readonly (string Name, string Title)[] _themes =
    [
        ("light", "Light"),
        ("dark", "Dark"),
        ("high-contrast-light", "High contrast, light"),
        ("high-contrast-dark", "High contrast, dark"),
    ];

    /// <summary>Writes the pages.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> WriteAsync(Brand brand, IReadOnlyList<CultureInfo> cultures, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteSheets(brand, folder);
        foreach (var culture in cultures)
        {
            var spoken = brand.WithCulture(culture);
            var screens = await RenderAsync(spoken).ConfigureAwait(false);
            foreach (var (screen, html) in screens)
            {
                WriteScreen(Path.Combine(folder, "screens", culture.Name), screen, html, spoken);
            }

            File.WriteAllText(
                Path.Combine(folder, culture.Name + ".html"),
                Page(new(spoken), cultures, [.. screens.Select(pair => pair.Screen)])
            );
        }

        File.Copy(Path.Combine(folder, cultures[0].Name + ".html"), Path.Combine(folder, "index.html"), overwrite: true);
        return cultures.Count;
    }

    private static async Task<List<(Screens Screen, string Html)>> RenderAsync(Brand brand)
    {
        var scene = await Scene.PlayAsync().ConfigureAwait(false);
        await using var ended = scene.ConfigureAwait(false);
        var full = await Stage.SetAsync(scene.Mine, scene.Clock, brand).ConfigureAwait(false);
        await using var fullEnded = full.ConfigureAwait(false);
        var empty = await Stage.SetAsync(scene.Empty, scene.Clock, brand).ConfigureAwait(false);
        await using var emptyEnded = empty.ConfigureAwait(false);
        var screens = new List<(Screens, string)>();
        foreach (var screen in Screens.Of(brand))
        {
            screens.Add((screen, await screen.RenderAsync(screen.IsEmpty ? empty : full).ConfigureAwait(false)));
        }

        return screens;
    }

    // The sheets of the kit as apps serve them; the brand's beside its fonts; and for the pictures, which the kit paints by script, a rule for each.
    private static void WriteSheets(Brand brand, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "gallery.css"), Resource("gallery.css"));
        foreach (
            var sheet in Assembly
                .GetExecutingAssembly()
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(KitSheets, StringComparison.Ordinal))
        )
        {
            Write(Path.Combine(folder, sheet), System.Text.Encoding.UTF8.GetBytes(Resource(sheet)));
        }

        var pictures = "";
        foreach (var id in BrandCatalog.Assets)
        {
            if (brand.Asset(id) is { } picture)
            {
                var file = $"assets/{id}{Extension(picture.Span)}";
                Write(Path.Combine(folder, "brand", file), picture.ToArray());
                pictures += $"canvas[data-asset=\"{id}\"] {{ background: url(\"{file}\") center / contain no-repeat; }}\n";
            }
        }

        Write(Path.Combine(folder, "brand", "brand.css"), System.Text.Encoding.UTF8.GetBytes(brand.Tokens.ToCss()));
        Write(Path.Combine(folder, "brand", "pictures.css"), System.Text.Encoding.UTF8.GetBytes(pictures + Resource("screen.css")));
        foreach (var font in _fonts.SelectMany(id => brand.Tokens.Font(id).Files))
        {
            Write(Path.Combine(folder, "brand", font.Path), font.Bytes.ToArray());
        }
    }

    // Dialogs are opened by script; here they stand open.
    private static void WriteScreen(string folder, Screens screen, string html, Brand brand)
    {
        var open = html.Replace("<dialog ", "<dialog open ", StringComparison.Ordinal);
        foreach (var (theme, title) in _themes)
        {
            Write(
                Path.Combine(folder, theme, screen.File + ".html"),
                System.Text.Encoding.UTF8.GetBytes(
                    $"""
                    <!doctype html>
                    <html lang="{brand.Culture.Name}" dir="{Direction(brand)}" data-theme="{theme}">
                    <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{Policy}">
                    <meta name="viewport" content="width=device-width, initial-scale=1"><title>{Html.Encode(
                        $"{brand.Name}: {screen.Name} ({title})"
                    )}</title>
                    <link rel="stylesheet" href="../../../brand/brand.css"><link rel="stylesheet" href="../../../kit/chat.css">
                    <link rel="stylesheet" href="../../../brand/pictures.css"></head>
                    <body>{open}</body></html>

                    """
                )
            );
        }
    }

    private static void Write(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private static string Direction(Brand brand) => brand.IsRightToLeft ? "rtl" : "ltr";

    private static string Extension(ReadOnlySpan<byte> picture) =>
        picture switch
        {
            [0x89, ..] => ".png",
            [0xFF, ..] => ".jpg",
            [(byte)'R', (byte)'I', ..] => ".webp",
            [0, ..] => ".ico",
            _ => ".svg",
        };

    private static string Page(Words words, IReadOnlyList<CultureInfo> cultures, IReadOnlyList<Screens> screens)
    {
        var culture = words.Brand.Culture;
        var html = new Html();
        html.In(
            "head",
            "",
            head =>
                head.Empty("meta", "charset=\"utf-8\"")
                    .Empty("meta", $"http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"")
                    .Empty("meta", "name=\"viewport\" content=\"width=device-width\"")
                    .Text("title", "", $"{words.Brand.Name} ({culture.Name})")
                    .Empty("link", "rel=\"stylesheet\" href=\"gallery.css\"")
        );
        html.In(
            "body",
            "",
            body =>
            {
                body.Text("h1", "", $"{words.Brand.Name} ({culture.EnglishName})");
                body.In("nav", "", nav => Links(nav, cultures));
                foreach (var (theme, title) in _themes)
                {
                    body.Text("h2", "", title);
                    body.In(
                        "main",
                        $"dir=\"{Direction(words.Brand)}\" class=\"screens\"",
                        main => Frame(main, screens, $"screens/{culture.Name}/{theme}")
                    );
                }

                body.Text("h2", "", "All texts");
                body.In("table", "", table => Table(table, words, Direction(words.Brand)));
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

    private static void Frame(Html main, IReadOnlyList<Screens> screens, string folder)
    {
        foreach (var screen in screens)
        {
            var address = $"{folder}/{screen.File}.html";
            main.In(
                "figure",
                "",
                figure =>
                    figure
                        .In("figcaption", "", caption => caption.In("a", $"href=\"{address}\"", link => link.Text("span", "", screen.Name)))
                        .In("iframe", $"src=\"{address}\" title=\"{Html.Encode(screen.Name)}\" loading=\"lazy\"", _ => { })
            );
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

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
