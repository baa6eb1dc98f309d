// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Reads the conversation list. It follows from the messages and is written only through <see cref="IChatStore.CommitAsync"/>. Implementations are
/// safe for concurrent use.</summary>
public interface IConversationStore
{
    /// <summary>Finds one conversation.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversation; null if it holds no message.</returns>
    ValueTask<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>The conversations of an account, the one with the newest message first.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversations.</returns>
    ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(Jid account, int limit = 200, CancellationToken cancellationToken = default);

    /// <summary>Watches the conversation list. The first batch is a reset with what is there; then one batch a commit that changed the window. A consumer
    /// that is too slow gets a reset instead of what it missed.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="window">How many conversations, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed, without end.</returns>
    IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(
        Jid account,
        int window = 200,
        CancellationToken cancellationToken = default
    );
}
