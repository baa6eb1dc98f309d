// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Clients;

/// <summary>A device is new or its trust changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Device">The device as it is now.</param>
public sealed record DeviceChanged(Jid Account, DeviceInfo Device) : ChatEvent(Account);
