// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Discovery;

/// <summary>Something that belongs to an address (XEP-0030), such as a service of a server.</summary>
/// <param name="Jid">Its address.</param>
/// <param name="Node">Its node at that address; null if it is the address itself.</param>
/// <param name="Name">What it is called; null if not said.</param>
public sealed record DiscoItem(Jid Jid, string? Node, string? Name);
