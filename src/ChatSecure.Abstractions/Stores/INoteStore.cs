// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Reads what happened in conversations beside their messages. It is written only through <see cref="ChangeSet.Notes"/>. Implementations are safe for
/// concurrent use.</summary>
public interface INoteStore
{
    /// <summary>The notes of a stretch of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="since">Not those before this time; null from the first.</param>
    /// <param name="until">Only those before this time; null to the last.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The notes, oldest first; those of one time in the order in which they were added. Never more than are kept of a conversation
    /// (<see cref="ChangeSet.Notes"/>).</returns>
    ValueTask<IReadOnlyList<ConversationNote>> ListAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    );
}
