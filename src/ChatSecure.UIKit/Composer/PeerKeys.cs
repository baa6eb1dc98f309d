// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.UIKit.Composer;

/// <summary>Whether the other side can be encrypted to, as far as is known.</summary>
internal enum PeerKeys
{
    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>To one device at least.</summary>
    Usable,

    /// <summary>It has no device for that.</summary>
    None,

    /// <summary>A person has to decide about a key first.</summary>
    Undecided,

    /// <summary>A person rejected all keys.</summary>
    Distrusted,
}

internal static class PeerKeysExtensions
{
    public static PeerKeys Of(IReadOnlyList<DeviceInfo> devices, bool isOnline)
    {
        var active = devices.Where(device => device is { IsOtr: false, IsActive: true }).ToList();
        return active switch
        {
            // Without a connection nobody can ask: it is found out when the message goes.
            [] => isOnline ? PeerKeys.None : PeerKeys.Unknown,
            _ when active.Any(device => device.Trust is TrustLevel.Trusted or TrustLevel.Verified || device.Fingerprint is null) =>
                PeerKeys.Usable,
            _ when active.Any(device => device.Trust == TrustLevel.Undecided) => PeerKeys.Undecided,
            _ => PeerKeys.Distrusted,
        };
    }
}
