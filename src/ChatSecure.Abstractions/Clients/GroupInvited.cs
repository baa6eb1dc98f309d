// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>Somebody invites us to a group.</summary>
/// <param name="Account">The account.</param>
/// <param name="Invitation">The invitation.</param>
public sealed record GroupInvited(Jid Account, GroupInvitation Invitation) : ChatEvent(Account);
