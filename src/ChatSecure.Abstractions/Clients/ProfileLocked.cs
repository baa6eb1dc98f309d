// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>The profile was locked or unlocked (<see cref="IProfile"/>).</summary>
/// <param name="Account">Empty.</param>
/// <param name="IsLocked">Whether it is locked now.</param>
public sealed record ProfileLocked(Jid Account, bool IsLocked) : ChatEvent(Account);
