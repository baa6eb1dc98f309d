// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>Somebody types or stopped typing (XEP-0085).</summary>
/// <param name="Account">The account.</param>
/// <param name="Peer">Who; in a group, the room's bare address.</param>
/// <param name="State">What they do.</param>
public sealed record TypingChanged(Jid Account, Jid Peer, TypingState State) : ChatEvent(Account)
{
    /// <summary>In a group, the name of who does it; null elsewhere.</summary>
    public string? Nick { get; init; }
}
