// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Tokens;

/// <summary>Reads fonts: <c>{ "family": "Acme Sans", "files": { "400": "fonts/acme.woff2" }, "licence": "fonts/OFL.txt" }</c>.</summary>
internal static class FontReader
{
    public const string Folder = "fonts/";
    private const int MaxFontBytes = 5 * 1024 * 1024;
    private const int MaxLicenceBytes = 256 * 1024;

    /// <summary>A font's token; null if it is none.</summary>
    public static TokenValue.Font? Read(JsonItem item)
    {
        string? family = null;
        string? licence = null;
        Dictionary<int, string> files = [];
        foreach (var member in item.Members)
        {
            switch (member.Name)
            {
                case "family" when member.Value.Kind == JsonValueKind.String && IsFamily(member.Value.Text):
                    family = member.Value.Text;
                    break;
                case "licence" when member.Value.Kind == JsonValueKind.String:
                    licence = member.Value.Text;
                    break;
                case "files" when member.Value.Kind == JsonValueKind.Object:
                    foreach (var file in member.Value.Members)
                    {
                        if (
                            file.Value.Kind != JsonValueKind.String
                            || !int.TryParse(file.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
                            || weight is < 100 or > 900
                        )
                        {
                            return null;
                        }

                        files[weight] = file.Value.Text;
                    }

                    break;
                default:
                    return null;
            }
        }

        return family is null ? null : new(family, files, licence);
    }

    /// <summary>Reads the files that a brand's font tokens name, and refuses those that no token names.</summary>
    /// <returns>The files by path.</returns>
    public static Dictionary<string, byte[]> ReadFiles(IBrandFiles files, IEnumerable<string> paths, TokenFile tokens, BrandErrors errors)
    {
        var present = paths.Where(IsFont).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, byte[]> read = new(StringComparer.Ordinal);
        foreach (var (id, (value, at)) in tokens.Tokens)
        {
            if (value is not TokenValue.Font { Files.Count: > 0 } font)
            {
                continue;
            }

            if (font.Licence is null)
            {
                errors.Add("CSB035", at, $"'{id}' has font files, so it needs their \"licence\": a text file beside them.");
            }

            string?[] named = [.. font.Files.Values, font.Licence];
            foreach (var path in named.OfType<string>())
            {
                if (!present.Remove(path) && !read.ContainsKey(path))
                {
                    errors.Add("CSB035", at, $"'{id}' names a file that is not in {Folder}: '{path}'.");
                }
                else if (
                    !read.ContainsKey(path) && files.Read(path, path == font.Licence ? MaxLicenceBytes : MaxFontBytes, errors) is { } bytes
                )
                {
                    read[path] = bytes;
                    if (path == font.Licence ? bytes.Length < 20 : !IsFontFile(path, bytes))
                    {
                        errors.Add(
                            "CSB035",
                            new(path),
                            "This is not a font (.woff2, .ttf, .otf) or not its licence, as tokens.json says it is."
                        );
                    }
                }
            }
        }

        foreach (var path in present)
        {
            errors.Add("CSB035", new(path), "No font of tokens.json names this file.");
        }

        return read;
    }

    /// <summary>Whether a file belongs to the fonts.</summary>
    public static bool IsFont(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    // Nothing that could end a name in a style sheet or markup.
    private static bool IsFamily(string text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-') && text.Trim() == text;

    private static bool IsFontFile(string path, ReadOnlySpan<byte> bytes) =>
        Path.GetExtension(path) switch
        {
            ".woff2" => bytes.StartsWith("wOF2"u8),
            ".ttf" => bytes.StartsWith((ReadOnlySpan<byte>)[0, 1, 0, 0]),
            ".otf" => bytes.StartsWith("OTTO"u8),
            _ => false,
        };
}
