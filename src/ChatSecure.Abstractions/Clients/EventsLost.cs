// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>This consumer was too slow; events were dropped. Read the stores anew.</summary>
/// <param name="Account">Empty.</param>
public sealed record EventsLost(Jid Account) : ChatEvent(Account);
