// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Routing;

/// <summary>How often one kind of reaction may happen: so many at once, and one more each so many seconds, for each peer and for all together. All are
/// positive. Immutable.</summary>
/// <param name="PeerBurst">How many for one peer at once.</param>
/// <param name="PeerPerSecond">How many more for one peer in each second.</param>
/// <param name="TotalBurst">How many for all peers at once.</param>
/// <param name="TotalPerSecond">How many more for all peers in each second.</param>
public sealed record ReactionLimit(int PeerBurst, double PeerPerSecond, int TotalBurst, double TotalPerSecond);
