// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using ChatSecure.Encryption;

namespace ChatSecure.Branding.Policy;

/// <summary>The floors of security. What a brand sets may be stricter than the floor and than every brand below it, never weaker. The neutral default is a
/// suggestion, not a demand: it may be stricter than the floor without binding anybody.</summary>
internal static class PolicyCheck
{
    // The floors themselves: the weakest that any brand can have. Plain text is never sent unless a person asks for it by name; that rule is the engine's and
    // no setting.
    private static readonly (Setting Setting, Func<object, int> Strictness, int Floor)[] _rules =
    [
        (Settings.Trust, value => StrictnessOf((TrustPolicy)value), 0),
        (Settings.RequireEncryption, value => (bool)value ? 1 : 0, 0),
        (Settings.AllowOtr, value => (bool)value ? 0 : 1, 0),
    ];

    /// <summary>Checks the layers.</summary>
    /// <param name="layers">The layers, the strongest first, the neutral default last.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static void Check(LayerStack<SettingValue> layers, BrandErrors errors)
    {
        foreach (var (setting, strictness, floor) in _rules)
        {
            var demand = floor;
            foreach (var layer in layers.Layers.SkipLast(1).Reverse())
            {
                if (!layer.Values.TryGetValue(setting.Key, out var value))
                {
                    continue;
                }

                if (strictness(value.Value) < demand)
                {
                    errors.Add(
                        "CSB050",
                        value.At,
                        $"'{setting.Key}' is weaker here than what this brand builds on: it can be raised, never lowered."
                    );
                }

                demand = Math.Max(demand, strictness(value.Value));
            }
        }
    }

    private static int StrictnessOf(TrustPolicy policy) =>
        policy switch
        {
            TrustPolicy.VerifiedOnly => 3,
            TrustPolicy.Manual => 2,
            TrustPolicy.FirstUse => 1,
            _ => 0,
        };
}
