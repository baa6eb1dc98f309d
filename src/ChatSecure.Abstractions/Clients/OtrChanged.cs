// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Clients;

/// <summary>A private (OTR) conversation began or ended, or a comparison of secrets in it came further.</summary>
/// <param name="Account">The account.</param>
/// <param name="Peer">The peer's bare address.</param>
/// <param name="State">The state of the conversation.</param>
/// <param name="Fingerprint">The peer's key; null if there is no conversation.</param>
/// <param name="Trust">How far the key is trusted; null if there is no conversation.</param>
/// <param name="Smp">How far the comparison of secrets has come; null if the event is about something else.</param>
/// <param name="Question">The question that the peer asks, if it does. Its words are the peer's.</param>
public sealed record OtrChanged(
    Jid Account,
    Jid Peer,
    OtrState State,
    Fingerprint? Fingerprint = null,
    TrustLevel? Trust = null,
    OtrSmpProgress? Smp = null,
    string? Question = null
) : ChatEvent(Account);
