// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.BrandTool;

/// <summary>Looks at the files of a brand that was checked.</summary>
internal static class BrandFolder
{
    /// <summary>The languages that it has texts in, in order.</summary>
    public static IReadOnlyList<string> Cultures(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "strings.*.json")
                .Select(path => Path.GetFileName(path)["strings.".Length..^".json".Length])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The texts that it says in a language, by id.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string folder, string culture)
    {
        var path = Path.Combine(folder, $"strings.{culture}.json");
        return File.Exists(path) ? Texts(File.ReadAllBytes(path)) : new Dictionary<string, string>();
    }

    /// <summary>The texts in a file, by id.</summary>
    public static IReadOnlyDictionary<string, string> Texts(byte[] json)
    {
        using var document = JsonDocument.Parse(WithoutMark(json));
        return document
            .RootElement.EnumerateObject()
            .Where(member => member.Name != "$schema")
            .ToDictionary(
                member => member.Name,
                member =>
                    member.Value.ValueKind == JsonValueKind.Object
                        ? member.Value.GetProperty("text").GetString()!
                        : member.Value.GetString()!,
                StringComparer.Ordinal
            );
    }

    /// <summary>Whether a manifest sets a key, such as <c>policy.trust</c>; its value as written if so.</summary>
    public static string? Setting(JsonElement manifest, string key)
    {
        foreach (var name in key.Split('.'))
        {
            if (manifest.ValueKind != JsonValueKind.Object || !manifest.TryGetProperty(name, out manifest))
            {
                return null;
            }
        }

        return manifest.GetRawText();
    }

    /// <summary>JSON without the mark that some editors begin files with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(byte[] json) => json is [0xEF, 0xBB, 0xBF, ..] ? json.AsMemory(3) : json;
}
