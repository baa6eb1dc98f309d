// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads <c>brand.json</c>.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest's name.</summary>
    public const string FileName = "brand.json";

    private const int MaxFileBytes = 256 * 1024;

    /// <summary>Reads the settings.</summary>
    /// <returns>The values by key; what could not be read is left out and reported.</returns>
    public static Dictionary<string, SettingValue> Read(IBrandFiles files, BrandErrors errors)
    {
        Dictionary<string, SettingValue> values = new(StringComparer.Ordinal);
        if (files.Read(FileName, MaxFileBytes, errors) is not { } bytes || JsonFile.ReadObject(FileName, bytes, errors) is not { } root)
        {
            return values;
        }

        var before = errors.All.Count;
        Walk(root, string.Empty, values, errors);
        foreach (Setting required in (Setting[])[Settings.SchemaVersion, Settings.Id, Settings.Name])
        {
            if (!values.ContainsKey(required.Key) && errors.All.Count == before)
            {
                errors.Add("CSB001", root.At, $"The manifest needs \"{required.Key}\".");
            }
        }

        return values;
    }

    private static void Walk(JsonItem item, string prefix, Dictionary<string, SettingValue> values, BrandErrors errors)
    {
        foreach (var member in item.Members.TakeWhile(_ => !errors.IsFull))
        {
            var key = prefix + member.Name;
            if (Settings.All.TryGetValue(key, out var setting))
            {
                if (setting.Read(member.Value, errors) is { } value)
                {
                    values.Add(key, new(value, member.Value.At));
                }
            }
            else if (
                Settings.All.Keys.Any(known => known.StartsWith(key + ".", StringComparison.Ordinal))
                && member.Value.Kind == JsonValueKind.Object
            )
            {
                Walk(member.Value, key + ".", values, errors);
            }
            else if (key != "$schema")
            {
                errors.Add("CSB001", member.At, $"'{key}' is not known.{Nearest.Hint(key, Settings.All.Keys)}");
            }
        }
    }
}
