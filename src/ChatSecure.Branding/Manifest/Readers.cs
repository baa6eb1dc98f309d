// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads the kinds of values that settings have. Each answers whether the JSON is one, and the value.</summary>
internal static class Readers
{
    private static readonly Dictionary<string, SignupPolicy> _signups = new(StringComparer.Ordinal)
    {
        ["open"] = SignupPolicy.Open,
        ["invitation"] = SignupPolicy.Invitation,
        ["website"] = SignupPolicy.Website,
        ["closed"] = SignupPolicy.Closed,
    };

    private static readonly string[] _themes = ["light", "dark", "highContrastLight", "highContrastDark"];

    public static (bool Ok, bool Value) Flag(JsonItem item) =>
        (item.Kind is JsonValueKind.True or JsonValueKind.False, item.Kind == JsonValueKind.True);

    public static (bool Ok, int Value) Version(JsonItem item) =>
        (
            item.Kind == JsonValueKind.Number
                && int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                && version == 1,
            1
        );

    /// <summary>A short text for people: no control characters, no direction marks, nothing at the edges.</summary>
    public static (bool Ok, string Value) Name(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text.Length: > 0 and <= 64 } && item.Text.Trim() == item.Text && !item.Text.Any(IsUnseen),
            item.Text
        );

    /// <summary>A brand's id: fit for folders, resources and links on every platform.</summary>
    public static (bool Ok, string Value) Id(JsonItem item) =>
        (
            item is { Kind: JsonValueKind.String, Text: [>= 'a' and <= 'z', .., not '-'] and { Length: >= 3 and <= 32 } text }
                && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            item.Text
        );

    public static (bool Ok, string Value) Domain(JsonItem item) =>
        item.Kind == JsonValueKind.String && Jid.TryParse(item.Text, out var jid) && jid is { IsBare: true, Local: null }
            ? (true, jid.Domain)
            : (false, string.Empty);

    public static (bool Ok, IReadOnlyList<BrandServer> Value) Servers(JsonItem item)
    {
        BrandServer[] servers = [.. item.Items.Select(Server).OfType<BrandServer>()];
        var ok =
            item.Kind == JsonValueKind.Array
            && servers.Length == item.Items.Count
            && servers.DistinctBy(server => server.Domain).Count() == servers.Length;
        return (ok, servers);
    }

    public static (bool Ok, IReadOnlyList<BrandRetiredServer> Value) RetiredServers(JsonItem item)
    {
        BrandRetiredServer[] servers = [.. item.Items.Select(RetiredServer).OfType<BrandRetiredServer>()];
        var ok =
            item.Kind == JsonValueKind.Array
            && servers.Length == item.Items.Count
            && servers.DistinctBy(server => server.Domain).Count() == servers.Length;
        return (ok, servers);
    }

    public static (bool Ok, CultureInfo Value) Culture(JsonItem item)
    {
        try
        {
            return (item is { Kind: JsonValueKind.String, Text.Length: > 0 }, CultureInfo.GetCultureInfo(item.Text));
        }
        catch (CultureNotFoundException)
        {
            return (false, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A colour in its appearances. Without one for the dark, the light one is mirrored.</summary>
    public static (bool Ok, ColorPair Value) Colors(JsonItem item) => Colors(item, Color);

    /// <summary>The same, where something else may stand for a colour.</summary>
    public static (bool Ok, ColorPair Value) Colors(JsonItem item, Func<JsonItem, BrandColor?> read)
    {
        Dictionary<string, BrandColor> said = new(StringComparer.Ordinal);
        foreach (var member in item.Members)
        {
            if (!_themes.Contains(member.Name) || read(member.Value) is not { } color)
            {
                return (false, new(default, default));
            }

            said[member.Name] = color;
        }

        return said.TryGetValue("light", out var light)
            ? (true, new(light, Said("dark") ?? ColorMath.Invert(light), Said("highContrastLight"), Said("highContrastDark")))
            : (false, new(default, default));

        BrandColor? Said(string theme) => said.TryGetValue(theme, out var color) ? color : null;
    }

    /// <summary>One colour; null if it is none.</summary>
    public static BrandColor? Color(JsonItem item) =>
        item.Kind == JsonValueKind.String && BrandColor.TryParse(item.Text, out var color) ? color : null;

    /// <summary>One of a fixed set of words.</summary>
    public static Func<JsonItem, (bool Ok, T Value)> OneOf<T>(IReadOnlyDictionary<string, T> words)
        where T : struct =>
        item => item.Kind == JsonValueKind.String && words.TryGetValue(item.Text, out var value) ? (true, value) : (false, default);

    private static BrandRetiredServer? RetiredServer(JsonItem item)
    {
        return item.Members.Count == 2 && Of("domain") is (true, var domain) && Of("moveTo") is (true, var moveTo)
            ? new(domain, moveTo)
            : null;

        (bool, string) Of(string name) =>
            item.Members.Where(member => member.Name == name).Select(member => Domain(member.Value)).FirstOrDefault();
    }

    private static BrandServer? Server(JsonItem item)
    {
        string? domain = null;
        string? name = null;
        var server = new BrandServer(string.Empty, string.Empty);
        foreach (var member in item.Members)
        {
            switch (member.Name)
            {
                case "domain" when Domain(member.Value) is (true, var found):
                    domain = found;
                    break;
                case "name" when Name(member.Value) is (true, var found):
                    name = found;
                    break;
                case "region" when Name(member.Value) is (true, var found):
                    server = server with { Region = found };
                    break;
                case "signup" when _signups.TryGetValue(member.Value.Text, out var found):
                    server = server with { Signup = found };
                    break;
                case "onion" when LinkReaders.Host(member.Value) is (true, var found) && found.EndsWith(".onion", StringComparison.Ordinal):
                    server = server with { Onion = found };
                    break;
                case "pins" when LinkReaders.List(member.Value, LinkReaders.Pin) is (true, { Count: >= 2 } found):
                    server = server with { Pins = found };
                    break;
                default:
                    return null;
            }
        }

        return domain is null ? null : server with { Domain = domain, Name = name ?? domain };
    }

    private static bool IsUnseen(char c) =>
        char.IsControl(c)
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
