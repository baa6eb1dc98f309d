// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>A window on a conversation that can be moved both ways. At the newest end it follows what comes in. It holds 1000 messages at the most: what is
/// loaded at one end lets go at the other. Safe for concurrent use; it needs no disposal.</summary>
public interface ITimeline
{
    /// <summary>Whether there are messages before the window, as of its last change.</summary>
    bool HasOlder { get; }

    /// <summary>Whether there are messages behind the window, as of its last change; if not, it follows.</summary>
    bool HasNewer { get; }

    /// <summary>Watches the window. The first batch is a reset with what is there; then one batch for each commit or move that changed it.</summary>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed, without end.</returns>
    IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes in messages before the window.</summary>
    /// <param name="count">How many, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many came in.</returns>
    ValueTask<int> LoadOlderAsync(int count, CancellationToken cancellationToken = default);

    /// <summary>Takes in messages behind the window.</summary>
    /// <param name="count">How many, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many came in.</returns>
    ValueTask<int> LoadNewerAsync(int count, CancellationToken cancellationToken = default);
}
