// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal;

/// <summary>What the person has set, in a small file beside the profile: no secrets.</summary>
internal sealed class FileSettings : ISettingsStore
{
    private readonly string _file;
    private readonly Dictionary<string, string> _values;

    public FileSettings(string file)
    {
        _file = file;
        _values = Read(file);
    }

    public string? Get(string key) => _values.GetValueOrDefault(key);

    public async Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
    {
        if (value is null)
        {
            _values.Remove(key);
        }
        else
        {
            _values[key] = value;
        }

        // Whole or not at all.
        var written = _file + ".new";
        await File.WriteAllTextAsync(
            written,
            JsonSerializer.Serialize(_values, SettingsJson.Default.DictionaryStringString),
            cancellationToken
        );
        File.Move(written, _file, overwrite: true);
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), SettingsJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return [];
        }
    }
}
