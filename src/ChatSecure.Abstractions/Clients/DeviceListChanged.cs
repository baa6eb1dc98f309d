// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>Somebody has other devices than before, or it was learnt which they are: <see cref="ITrust.DevicesAsync"/> lists them. What becomes of a device's key
/// is told by <see cref="DeviceChanged"/>.</summary>
/// <param name="Account">Our account.</param>
/// <param name="Owner">Whose devices, a bare address; our own, too.</param>
public sealed record DeviceListChanged(Jid Account, Jid Owner) : ChatEvent(Account);
