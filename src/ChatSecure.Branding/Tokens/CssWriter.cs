// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>Writes a brand's tokens as CSS custom properties.</summary>
internal sealed class CssWriter(BrandTokens tokens)
{
    private static readonly string[] _colors =
    [
        .. Settings.All.Keys.Where(key => key.StartsWith("color.", StringComparison.Ordinal)).Select(key => key[6..]),
    ];

    private readonly StringBuilder _css = new();

    public string Write()
    {
        WriteFonts();
        Block(":root", WriteAll);
        foreach (var theme in Enum.GetValues<BrandTheme>())
        {
            Block($":root[data-theme=\"{Attribute(theme)}\"]", () => WriteColors(theme));
        }

        const string free = ":root:not([data-theme])";
        Media("prefers-color-scheme: dark", free, () => WriteColors(BrandTheme.Dark));
        Media("prefers-contrast: more", free, () => WriteColors(BrandTheme.HighContrastLight));
        Media("prefers-contrast: more) and (prefers-color-scheme: dark", free, () => WriteColors(BrandTheme.HighContrastDark));
        Media("forced-colors: active", ":root, :root[data-theme]", WriteForced);
        Media("prefers-reduced-motion: reduce", ":root", WriteStill);
        return _css.ToString();
    }

    /// <summary>A name as in style sheets: <c>bubble.outgoing.onColor</c> is <c>bubble-outgoing-on-color</c>.</summary>
    public static string Kebab(string id)
    {
        var output = new StringBuilder(id.Length + 8);
        foreach (var c in id)
        {
            _ = c switch
            {
                '.' => output.Append('-'),
                >= 'A' and <= 'Z' => output.Append('-').Append(char.ToLowerInvariant(c)),
                _ => output.Append(c),
            };
        }

        return output.ToString();
    }

    private void WriteAll()
    {
        Line("color-scheme", "light dark");
        foreach (var (name, color) in tokens.Palette.OrderBy(color => color.Key, StringComparer.Ordinal))
        {
            Line("--cs-palette-" + name.Replace('.', '-').ToLowerInvariant(), color.ToString());
        }

        WriteColors(BrandTheme.Light);
        foreach (var id in tokens.Ids)
        {
            var value = tokens.Find(id) switch
            {
                TokenValue.Reference(var to) => $"var(--cs-{(Array.IndexOf(_colors, to) >= 0 ? "color-" : "")}{Kebab(to)})",
                TokenValue.Number(var number) => Number(id, number),
                TokenValue.Font font => Family(id, font.Family),
                _ => null,
            };
            if (value is not null)
            {
                Line("--cs-" + Kebab(id), value);
            }
        }
    }

    // The colours that have a meaning, and those that a part has for itself.
    private void WriteColors(BrandTheme theme)
    {
        foreach (var role in _colors)
        {
            Line("--cs-color-" + Kebab(role), tokens.Colors.For(theme).Find("color." + role).ToString());
        }

        foreach (var id in OwnColors())
        {
            Line("--cs-" + Kebab(id), tokens.Color(id, theme).ToString());
        }
    }

    // CSS Color Adjustment: what stands on what is kept, the colours are the person's.
    private void WriteForced()
    {
        foreach (var role in _colors)
        {
            var system = role switch
            {
                "background" or "surface" or "incoming" or "outgoing" or "onDanger" => "Canvas",
                "primary" => "ButtonFace",
                "onPrimary" => "ButtonText",
                "link" => "LinkText",
                "focus" or "selection" or "badge" => "Highlight",
                "onSelection" or "onBadge" => "HighlightText",
                _ => "CanvasText",
            };
            Line("--cs-color-" + Kebab(role), system);
        }

        foreach (var id in OwnColors())
        {
            Line("--cs-" + Kebab(id), id.EndsWith(".background", StringComparison.Ordinal) ? "Canvas" : "CanvasText");
        }
    }

    private void WriteStill()
    {
        foreach (var id in tokens.Ids.Where(id => id.StartsWith("motion.", StringComparison.Ordinal)))
        {
            Line("--cs-" + Kebab(id), "0ms");
        }
    }

    private IEnumerable<string> OwnColors() => tokens.Ids.Where(id => tokens.Find(id) is TokenValue.Color);

    private void WriteFonts()
    {
        foreach (var font in tokens.Ids.Where(id => tokens.Find(id) is TokenValue.Font).Select(tokens.Font).DistinctBy(font => font.Family))
        {
            foreach (var file in font.Files)
            {
                var format = Path.GetExtension(file.Path) switch
                {
                    ".woff2" => "woff2",
                    ".otf" => "opentype",
                    _ => "truetype",
                };
                Block(
                    "@font-face",
                    () =>
                    {
                        Line("font-family", $"\"{font.Family}\"");
                        Line("font-weight", file.Weight.ToString(CultureInfo.InvariantCulture));
                        Line("font-display", "swap");
                        Line(
                            "src",
                            $"url(\"{Uri.EscapeDataString(file.Path).Replace("%2F", "/", StringComparison.Ordinal)}\") format(\"{format}\")"
                        );
                    }
                );
            }
        }
    }

    private static string Number(string id, int number) =>
        number.ToString(CultureInfo.InvariantCulture)
        + (
            id.StartsWith("motion.", StringComparison.Ordinal) ? "ms"
            : id.EndsWith("lineHeight", StringComparison.Ordinal) ? "%"
            : "px"
        );

    private static string Family(string id, string family) =>
        family == "system-ui"
            ? "system-ui, sans-serif"
            : $"\"{family}\", {(id.EndsWith("mono", StringComparison.Ordinal) ? "ui-monospace, monospace" : "system-ui, sans-serif")}";

    private static string Attribute(BrandTheme theme) =>
        theme switch
        {
            BrandTheme.Light => "light",
            BrandTheme.Dark => "dark",
            BrandTheme.HighContrastLight => "high-contrast-light",
            _ => "high-contrast-dark",
        };

    private void Media(string condition, string selector, Action body)
    {
        _css.Append("@media (").Append(condition).Append(") {\n");
        Block(selector, body);
        _css.Append("}\n");
    }

    private void Block(string selector, Action body)
    {
        _css.Append(selector).Append(" {\n");
        body();
        _css.Append("}\n");
    }

    private void Line(string name, string value) => _css.Append("  ").Append(name).Append(": ").Append(value).Append(";\n");
}
