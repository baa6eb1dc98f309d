// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Otr;

/// <summary>A message for the network.</summary>
/// <param name="To">To whom: the address of the client that the conversation is with, or the address that the caller named if there is none yet.</param>
/// <param name="Body">The text to send as it is. Never shown to people.</param>
public sealed record OtrOutgoing(Jid To, string Body);
