// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Manifest;

/// <summary>Reads switches: <c>true</c>, or <c>{ "value": true, "level": "locked" }</c>. A switch that is missing is not off: the layer below says what it
/// is.</summary>
internal static class SwitchReader
{
    public static (bool Ok, BrandSwitch Value) Read(JsonItem item)
    {
        if (Readers.Flag(item) is (true, var isOn))
        {
            return (true, new(isOn));
        }

        bool? value = null;
        var level = SwitchLevel.Default;
        foreach (var member in item.Members)
        {
            switch (member.Name, member.Value.Text)
            {
                case ("value", _) when Readers.Flag(member.Value) is (true, var flag):
                    value = flag;
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
                    return (false, new(false));
            }
        }

        return (value is not null, new(value ?? false, level));
    }
}
