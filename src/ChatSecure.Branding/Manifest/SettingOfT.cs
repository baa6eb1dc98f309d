// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding.Manifest;

/// <summary>A setting of a type.</summary>
/// <typeparam name="T">What it is set to.</typeparam>
/// <param name="key">Its key.</param>
/// <param name="expected">What to write there, for people: the end of the sentence "Expected …".</param>
/// <param name="read">Reads the value; null (or default with no value) if it is not one.</param>
/// <param name="show">The value as text.</param>
internal sealed class Setting<T>(string key, string expected, Func<JsonItem, (bool Ok, T Value)> read, Func<T, string> show) : Setting(key)
    where T : notnull
{
    public override object? Read(JsonItem item, BrandErrors errors)
    {
        var (ok, value) = read(item);
        if (!ok)
        {
            errors.Add("CSB002", item.At, $"'{Key}': expected {expected}.");
            return null;
        }

        return value;
    }

    public override string Show(object value) => show((T)value);

    /// <summary>What the strongest layer says; <paramref name="otherwise"/> if none says anything.</summary>
    public T Get(LayerStack<SettingValue> layers, T otherwise) => layers.TryResolve(Key, out var found) ? (T)found.Value : otherwise;
}
