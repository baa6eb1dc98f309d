// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Routing;

/// <summary>How much others can make us do. What goes beyond is left undone, without a word: whoever floods us gets no echo, and our server and others no
/// flood from us. Immutable.</summary>
public sealed record ReactionLimits
{
    /// <summary>Answers to questions and refusals of requests. Not counted: what our own account and server ask. Default: 50 and 5 a second for a peer, 500 and
    /// 50 a second for all.</summary>
    public ReactionLimit Answers { get; init; } = new(50, 5, 500, 50);

    /// <summary>Receipts, displayed markers and messages without content. Default: 500 and 5 a second for a peer, 2000 and 50 a second for all.</summary>
    public ReactionLimit Reports { get; init; } = new(500, 5, 2000, 50);

    /// <summary>Requests that a message, a presence or an event gives rise to. Default: 20 and one each five seconds for a peer, 200 and 2 a second for
    /// all.</summary>
    public ReactionLimit Fetches { get; init; } = new(20, 0.2, 200, 2);

    /// <summary>The greatest number of peers that are told apart for each kind, at least 1; further ones share what one of them has. Default 1000.</summary>
    public int MaxPeers { get; init; } = 1000;
}
