// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>Checks a brand's tokens against those that the default has, and the contrast of the parts that it colours.</summary>
internal static class TokenCheck
{
    public static void Check(TokenFile file, TokenFile neutral, BrandErrors errors)
    {
        foreach (var (id, (value, at)) in file.Tokens.TakeWhile(_ => !errors.IsFull))
        {
            if (!neutral.Tokens.TryGetValue(id, out var original))
            {
                errors.Add("CSB010", at, $"There is no token '{id}' to override.{Nearest.Hint(id, neutral.Tokens.Keys)}");
            }
            else if (value is TokenValue.Reference && original.Value is not TokenValue.Reference)
            {
                // Only what is a reference in the default may be one: so references go one step and never in a circle.
                errors.Add("CSB002", at, $"'{id}' is what others refer to: it needs a value of its own.");
            }
            else if (KindOf(value, neutral) is not { } kind)
            {
                errors.Add(
                    "CSB002",
                    at,
                    $"'{id}' refers to something that is not there: {value}.{Nearest.Hint(value.ToString().Trim('{', '}'), Targets(neutral))}"
                );
            }
            else if (kind != KindOf(original.Value, neutral))
            {
                errors.Add("CSB002", at, $"'{id}' is {KindOf(original.Value, neutral)}, not {kind}.");
            }
            else if (id == "size.touch" && value is TokenValue.Number { Value: < 24 })
            {
                errors.Add("CSB002", at, "'size.touch' is at least 24, so that fingers meet it (WCAG 2.2, success criterion 2.5.8).");
            }
        }
    }

    /// <summary>Checks that text can be read in every part that has a ground of its own.</summary>
    public static void CheckContrast(BrandTokens tokens, LayerStack<(TokenValue Value, SourcePosition At)> layers, BrandErrors errors)
    {
        const string text = ".text";
        foreach (var front in layers.Keys.Where(id => id.EndsWith(text, StringComparison.Ordinal)))
        {
            var ground = front[..^text.Length] + ".background";
            foreach (var theme in Enum.GetValues<BrandTheme>().Where(_ => layers.Keys.Contains(ground)))
            {
                var contrast = tokens.Color(front, theme).ContrastWith(tokens.Color(ground, theme));
                var needed = SchemeBuilder.TextContrastOf(theme);
                if (contrast < needed)
                {
                    var layer = layers.Layers.First(layer => layer.Values.ContainsKey(front) || layer.Values.ContainsKey(ground));
                    var at = layer.Values.TryGetValue(front, out var found) ? found.At : layer.Values[ground].At;
                    ManifestCheck.Complain(front, ground, contrast, needed, theme, at, errors);
                }
            }
        }
    }

    private static IEnumerable<string> Targets(TokenFile neutral) =>
        Settings
            .All.Keys.Where(key => key.StartsWith("color.", StringComparison.Ordinal))
            .Select(key => key[6..])
            .Concat(neutral.Tokens.Keys);

    // A reference goes one step: to a colour of the brand, or to a token of the default that is no reference itself.
    private static string? KindOf(TokenValue value, TokenFile neutral) =>
        value is not TokenValue.Reference(var to) ? value.Kind
        : Settings.All.ContainsKey("color." + to) ? "a colour"
        : neutral.Tokens.TryGetValue(to, out var found) ? found.Value.Kind
        : null;
}
