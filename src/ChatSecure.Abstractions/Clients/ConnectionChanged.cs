// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>The account's connection changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Status">Where it stands now.</param>
public sealed record ConnectionChanged(Jid Account, ConnectionStatus Status) : ChatEvent(Account);
