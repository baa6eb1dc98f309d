// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>A peer asked not to be sent encrypted messages any more, or took that back by sending one (XEP-0384, section 5.7). Nothing is sent to a peer that
/// asked so before a person has decided: unencrypted by name, or encrypted by name, which takes it back as well.</summary>
/// <param name="Account">The account.</param>
/// <param name="Peer">The peer's bare address.</param>
/// <param name="IsOptedOut">Whether the peer wishes so now.</param>
/// <param name="Reason">Why, in the peer's words; null if it did not say.</param>
public sealed record EncryptionOptOutChanged(Jid Account, Jid Peer, bool IsOptedOut, string? Reason = null) : ChatEvent(Account);
