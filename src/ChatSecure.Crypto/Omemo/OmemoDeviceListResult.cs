// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What a device list from the network changed.</summary>
/// <param name="MustAnnounce">Whether it is our own account's list and lacks this device: publish <paramref name="Announce"/>. Another client that also
/// insists makes a loop: the caller limits how often it answers.</param>
/// <param name="Announce">The list to publish: what the network said, with this device.</param>
/// <param name="Added">Devices that were not on the list before.</param>
/// <param name="Changes">To commit.</param>
public sealed record OmemoDeviceListResult(
    bool MustAnnounce,
    IReadOnlyList<OmemoListedDevice> Announce,
    IReadOnlyList<DeviceId> Added,
    IReadOnlyList<CryptoRecord> Changes
)
{
    /// <summary>Devices that were on the list before and no longer are. Nothing more is encrypted to them, but their sessions are kept: a list that
    /// shrinks may be an old one that the server serves again.</summary>
    public IReadOnlyList<DeviceId> Removed { get; init; } = [];
}
