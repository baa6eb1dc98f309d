// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>Somebody entered or left a room that we are in, or has another name, role or affiliation. Of who is there when we enter nothing is told.</summary>
/// <param name="Account">The account.</param>
/// <param name="Room">The room's bare address.</param>
/// <param name="Member">The member as it is now; one that left has no role.</param>
public sealed record GroupMemberChanged(Jid Account, Jid Room, GroupMember Member) : ChatEvent(Account)
{
    /// <summary>The name before, if it changed; otherwise null.</summary>
    public string? FormerNick { get; init; }

    /// <summary>Why they left, as a stable word such as <c>kicked</c> or <c>banned</c>; null if by themselves, or if they did not.</summary>
    public string? Reason { get; init; }
}
