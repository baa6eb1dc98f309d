// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.Json;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads what has a level: a value such as <c>true</c>, or <c>{ "value": true, "level": "locked" }</c>. One that is missing is not off: the layer below
/// says what it is.</summary>
internal static class LevelReader
{
    // A week; who wants it later wants it never.
    private const int MaxMinutes = 7 * 24 * 60;

    public static (bool Ok, BrandSwitch Value) Switch(JsonItem item)
    {
        var (ok, isOn, level) = Read(item, Readers.Flag);
        return (ok, new(isOn, level));
    }

    public static (bool Ok, BrandIdleLock Value) IdleLock(JsonItem item)
    {
        var (ok, minutes, level) = Read(item, Minutes);
        return (ok, new(minutes == 0 ? null : TimeSpan.FromMinutes(minutes), level));
    }

    private static (bool Ok, int Value) Minutes(JsonItem item)
    {
        var isNumber = int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes);
        return (item.Kind == JsonValueKind.Number && isNumber && minutes <= MaxMinutes, minutes);
    }

    private static (bool Ok, T Value, SwitchLevel Level) Read<T>(JsonItem item, Func<JsonItem, (bool Ok, T Value)> read)
        where T : struct
    {
        if (read(item) is (true, var plain))
        {
            return (true, plain, SwitchLevel.Default);
        }

        T? value = null;
        var level = SwitchLevel.Default;
        foreach (var member in item.Members)
        {
            switch (member.Name, member.Value.Text)
            {
                case ("value", _) when read(member.Value) is (true, var given):
                    value = given;
                    break;
                case ("level", "default") when member.Value.Kind == JsonValueKind.String:
                    level = SwitchLevel.Default;
                    break;
                case ("level", "locked") when member.Value.Kind == JsonValueKind.String:
                    level = SwitchLevel.Locked;
                    break;
                case ("level", "hidden") when member.Value.Kind == JsonValueKind.String:
                    level = SwitchLevel.Hidden;
                    break;
                default:
                    return (false, default, SwitchLevel.Default);
            }
        }

        return (value is not null, value ?? default, level);
    }
}
