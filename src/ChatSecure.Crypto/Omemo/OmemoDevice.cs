// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>This account's device.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Fingerprint">Its identity key.</param>
/// <param name="Changes">To commit before anything else is asked of the machine; empty if the device existed.</param>
public sealed record OmemoDevice(DeviceId Id, Fingerprint Fingerprint, IReadOnlyList<CryptoRecord> Changes)
{
    /// <summary>Whether the number is settled (<see cref="OmemoMachine.ClaimDeviceIdAsync"/>). Until then nothing may be published under it.</summary>
    public bool IsClaimed { get; init; }
}
