// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads <c>brand.json</c>.</summary>
internal static class ManifestReader
{
    /// <summary>The manifest's name.</summary>
    public const string FileName = "brand.json";

    private const int MaxFileBytes = 256 * 1024;

    /// <summary>Reads the settings.</summary>
    /// <param name="files">The brand's files.</param>
    /// <param name="renames">The keys that are still understood under their old names.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <returns>The values by key; what could not be read is left out and reported.</returns>
    public static Dictionary<string, SettingValue> Read(IBrandFiles files, IReadOnlyDictionary<string, Rename> renames, BrandErrors errors)
    {
        Dictionary<string, SettingValue> values = new(StringComparer.Ordinal);
        if (files.Read(FileName, MaxFileBytes, errors) is not { } bytes || JsonFile.ReadObject(FileName, bytes, errors) is not { } root)
        {
            return values;
        }

        var before = errors.All.Count;
        Walk(root, string.Empty, values, renames, errors);
        foreach (Setting required in (Setting[])[Settings.SchemaVersion, Settings.Id, Settings.Name])
        {
            if (!values.ContainsKey(required.Key) && errors.All.Count == before)
            {
                errors.Add("CSB001", root.At, $"The manifest needs \"{required.Key}\".");
            }
        }

        return values;
    }

    /// <summary>Reads settings that stand elsewhere than in a manifest.</summary>
    public static Dictionary<string, SettingValue> ReadSettings(JsonItem item, BrandErrors errors)
    {
        Dictionary<string, SettingValue> values = new(StringComparer.Ordinal);
        Walk(item, string.Empty, values, Renames.Current.Settings, errors);
        return values;
    }

    private static void Walk(
        JsonItem item,
        string prefix,
        Dictionary<string, SettingValue> values,
        IReadOnlyDictionary<string, Rename> renames,
        BrandErrors errors
    )
    {
        foreach (var member in item.Members.TakeWhile(_ => !errors.IsFull))
        {
            var key = prefix + member.Name;
            if (renames.TryGetValue(key, out var rename))
            {
                Renames.Report(key, rename, member.At, isTwice: false, errors);
                key = rename.To;
            }

            if (Settings.All.TryGetValue(key, out var setting))
            {
                if (setting.Read(member.Value, errors) is { } value && !values.TryAdd(key, new(value, member.Value.At)))
                {
                    errors.Add("CSB014", member.At, $"'{key}' is set twice, once under its old name.");
                }
            }
            else if (
                Settings.All.Keys.Any(known => known.StartsWith(key + ".", StringComparison.Ordinal))
                && member.Value.Kind == JsonValueKind.Object
            )
            {
                Walk(member.Value, key + ".", values, renames, errors);
            }
            else if (key != "$schema")
            {
                errors.Add("CSB001", member.At, $"'{key}' is not known.{Nearest.Hint(key, Settings.All.Keys)}");
            }
        }
    }
}
