// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Reads the conversation list. It follows from the messages and from <see cref="ChangeSet.Conversations"/>, and is written only through <see cref="IChatStore.CommitAsync"/>. Implementations are
/// safe for concurrent use.</summary>
public interface IConversationStore
{
    /// <summary>Finds one conversation.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversation; null if there is none.</returns>
    ValueTask<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Up to when a conversation was erased here: nothing that was sent until then is to be added again from an archive.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The time of the newest message that went with it; null if it never was.</returns>
    ValueTask<DateTimeOffset?> FindErasedUntilAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>The conversations of an account that are not put away: those that are pinned, then the others, each with the newest message first.</summary>
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

    /// <summary>The conversations of an account that are put away, the one with the newest message first.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversations.</returns>
    ValueTask<IReadOnlyList<ConversationSummary>> ListArchivedAsync(
        Jid account,
        int limit = 200,
        CancellationToken cancellationToken = default
    );

    /// <summary>Searches the names and addresses of contacts and rooms: those that hold every word (the last one as a prefix), whatever the case and
    /// diacritics.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="words">The words, as a person types them; nothing in them is syntax.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their conversations, or empty ones for those without, the best match first.</returns>
    ValueTask<IReadOnlyList<ConversationSummary>> SearchNamesAsync(
        Jid account,
        string words,
        int limit = 50,
        CancellationToken cancellationToken = default
    );

    /// <summary>How far people have come in a conversation, each person's newest word on each state, ordered by address and state.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The markers.</returns>
    ValueTask<IReadOnlyList<ReadMarker>> ListMarkersAsync(ConversationId conversation, CancellationToken cancellationToken = default);
}
