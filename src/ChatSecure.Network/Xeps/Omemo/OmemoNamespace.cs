// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Encryption;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>Names of the legacy wire format (XEP-0384, version 0.3).</summary>
internal static class OmemoNamespace
{
    public const string Legacy = "eu.siacs.conversations.axolotl";
    public const string DeviceListNode = Legacy + ".devicelist";

    public static string BundleNode(DeviceId device) => $"{Legacy}.bundles:{device}";

    /// <summary>Reads a device id: decimal digits only, within the valid range.</summary>
    public static bool TryReadDevice(string? text, out DeviceId device)
    {
        device = TryReadNumber(text, out var value) ? new(value) : default;
        return device.IsValid;
    }

    /// <summary>Reads the number of a key: decimal digits only. Zero occurs in the wild.</summary>
    public static bool TryReadNumber(string? text, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
