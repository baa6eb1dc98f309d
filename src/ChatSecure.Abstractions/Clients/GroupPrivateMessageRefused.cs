// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>Somebody in a group wrote to us alone through the room (XEP-0045, section 7.5). Such messages are in the clear, whoever runs the room reads them, and a
/// name in a room says nothing about who that is, so they are refused: the sender was told, and nothing of it is kept. Who wants to talk to somebody does so at
/// their address.</summary>
/// <param name="Account">The account.</param>
/// <param name="Room">The room's bare address.</param>
/// <param name="Nick">The sender's name in the room.</param>
public sealed record GroupPrivateMessageRefused(Jid Account, Jid Room, string Nick) : ChatEvent(Account)
{
    /// <summary>The sender's bare address; null if the room keeps it from us.</summary>
    public Jid? Address { get; init; }
}
