// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>The switches of one kind. Every one has a value: what a brand does not say, the brand below says.</summary>
/// <typeparam name="T">What they switch.</typeparam>
public sealed class BrandSwitches<T>
    where T : struct, Enum
{
    private readonly IReadOnlyDictionary<T, BrandSwitch> _switches;

    internal BrandSwitches(IReadOnlyDictionary<T, BrandSwitch> switches) => _switches = switches;

    /// <summary>A switch.</summary>
    /// <param name="which">Which.</param>
    public BrandSwitch this[T which] => _switches[which];

    /// <summary>Whether a switch is on.</summary>
    /// <param name="which">Which.</param>
    /// <returns>True if it is.</returns>
    public bool IsOn(T which) => _switches[which].IsOn;
}
