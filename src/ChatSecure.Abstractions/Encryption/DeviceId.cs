// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>The number of an OMEMO device within its account (XEP-0384): 1 to 2^31-1.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DeviceId(uint Value)
{
    /// <summary>The greatest id that a device may have: 2^31-1.</summary>
    public const uint MaxValue = int.MaxValue;

    /// <summary>Whether the id is one that a device may have.</summary>
    public bool IsValid => Value is >= 1 and <= MaxValue;

    /// <summary>The number in decimal.</summary>
    /// <returns>The decimal digits.</returns>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
