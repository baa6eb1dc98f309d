// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A group is new, was entered or left, or has another subject or configuration.</summary>
/// <param name="Account">The account.</param>
/// <param name="Group">The group as it is now.</param>
public sealed record GroupChanged(Jid Account, Group Group) : ChatEvent(Account);
