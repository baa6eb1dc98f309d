// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Output;

/// <summary>The text for a QR code with somebody's keys.</summary>
internal static class KeyUris
{
    private const int MaxKeys = 64;

    /// <summary>The keys that whoever shows the code vouches for: this device's and those that are verified. Null if there is none.</summary>
    public static string? Of(Jid owner, IEnumerable<DeviceInfo> devices)
    {
        (DeviceId Device, Fingerprint Key)[] keys =
        [
            .. devices
                .Where(device => device is { IsOtr: false, Fingerprint: not null, Trust: TrustLevel.Verified })
                .Select(device => (device.Device, device.Fingerprint!.Value))
                .Take(MaxKeys),
        ];
        return keys.Length == 0 ? null : KeyUri.Write(owner, keys);
    }
}
