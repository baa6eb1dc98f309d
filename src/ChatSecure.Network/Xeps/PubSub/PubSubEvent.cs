// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>What happened at a node (XEP-0060, section 7.1.2).</summary>
/// <param name="Origin">The bare address whose node it is: who sent the event. Events speak of their sender's nodes only.</param>
/// <param name="Node">The node.</param>
/// <param name="Items">The items that were published.</param>
/// <param name="RetractedIds">The ids of the items that were removed.</param>
/// <param name="IsCleared">Whether all items are gone: the node was purged or deleted.</param>
public sealed record PubSubEvent(
    Jid Origin,
    string Node,
    IReadOnlyList<PubSubItem> Items,
    IReadOnlyList<string> RetractedIds,
    bool IsCleared
);
