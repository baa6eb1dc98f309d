// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Strings;

/// <summary>Reads <c>strings.CULTURE.json</c>: an object of id and text, or of id and <c>{ "text", "description", "maxLength" }</c>.</summary>
internal static class StringTableReader
{
    private const int MaxFileBytes = 1024 * 1024;

    /// <summary>The culture in a file's name; null if the file is not one of strings.</summary>
    public static string? CultureOf(string path) =>
        path.StartsWith("strings.", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal) && path.Length > 13
            ? path[8..^5]
            : null;

    /// <summary>Reads one file.</summary>
    /// <returns>The texts by id; empty after a mistake in the file as a whole.</returns>
    public static Dictionary<string, TextEntry> Read(IBrandFiles files, string path, BrandErrors errors)
    {
        Dictionary<string, TextEntry> table = new(StringComparer.Ordinal);
        if (ReadCulture(path, errors) is not { } culture || files.Read(path, MaxFileBytes, errors) is not { } bytes)
        {
            return table;
        }

        foreach (var member in JsonFile.ReadObject(path, bytes, errors)?.Members ?? [])
        {
            if (member.Name != "$schema" && ReadEntry(member.Value, culture, errors) is { } entry)
            {
                table.Add(member.Name, entry);
            }
        }

        return table;
    }

    private static CultureInfo? ReadCulture(string path, BrandErrors errors)
    {
        var name = CultureOf(path)!;
        try
        {
            var culture = CultureInfo.GetCultureInfo(name);
            if (culture.Name != name)
            {
                // Under another spelling nobody would ever look it up.
                errors.Add("CSB023", new(path), $"Write the language as in strings.{culture.Name}.json.");
                return null;
            }

            if (PluralRules.Find(culture) is not null)
            {
                return culture;
            }
        }
        catch (CultureNotFoundException)
        {
            // Reported below, like a language without plural rules.
        }

        errors.Add("CSB023", new(path), $"'{name}' is not a language that this version knows the plural rules of.");
        return null;
    }

    private static TextEntry? ReadEntry(JsonItem value, CultureInfo culture, BrandErrors errors)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return new(value.Text, null, culture, value.At);
        }

        JsonItem? text = null;
        string? description = null;
        int? maxLength = null;
        foreach (var member in value.Members)
        {
            switch (member.Name)
            {
                case "text" when member.Value.Kind == JsonValueKind.String:
                    text = member.Value;
                    break;
                case "description" when member.Value.Kind == JsonValueKind.String:
                    description = member.Value.Text;
                    break;
                case "maxLength"
                    when member.Value.Kind == JsonValueKind.Number
                        && int.TryParse(member.Value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var length):
                    maxLength = length;
                    break;
                default:
                    errors.Add(
                        "CSB001",
                        member.At,
                        $"'{member.Name}' is not known here: a text has the strings \"text\" and \"description\" and the number \"maxLength\"."
                    );
                    return null;
            }
        }

        if (text is null)
        {
            errors.Add("CSB001", value.At, "Expected a text, or an object with \"text\" and \"description\".");
            return null;
        }

        return new(text.Text, description, culture, text.At, maxLength);
    }
}
