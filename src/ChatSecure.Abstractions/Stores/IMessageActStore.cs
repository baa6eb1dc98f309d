// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Reads what was done to messages. It is written only through <see cref="ChangeSet.Acts"/> and <see cref="ChangeSet.Updates"/>. Implementations are
/// safe for concurrent use.</summary>
public interface IMessageActStore
{
    /// <summary>Finds one act.</summary>
    /// <param name="conversation">Its conversation.</param>
    /// <param name="direction">Who did it.</param>
    /// <param name="id">The id of the message that carried it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The act; null if there is none.</returns>
    ValueTask<MessageAct?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    );

    /// <summary>Finds one act by the id under which our own archive keeps it.</summary>
    /// <param name="account">Whose archive.</param>
    /// <param name="archiveId">The archive id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The act; null if there is none.</returns>
    ValueTask<MessageAct?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default);

    /// <summary>The acts that wait for a message, in the order in which they were done.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="target">The id by which they name it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The acts.</returns>
    ValueTask<IReadOnlyList<MessageAct>> ListWaitingAsync(
        ConversationId conversation,
        MessageId target,
        CancellationToken cancellationToken = default
    );

    /// <summary>The latest reaction of somebody to a message that counts, one that takes all back included, one that failed not.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="target">The message.</param>
    /// <param name="from">Who reacted.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The act; null if there is none.</returns>
    ValueTask<MessageAct?> FindLatestReactionAsync(
        ConversationId conversation,
        MessageId target,
        Jid from,
        CancellationToken cancellationToken = default
    );

    /// <summary>The acts of ours that wait to be sent, or failed and were not given up (<see cref="MessageAct.GivenUp"/>), in the order in which they were done;
    /// at most the newest 200.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The acts.</returns>
    ValueTask<IReadOnlyList<MessageAct>> ListUnsentAsync(ConversationId conversation, CancellationToken cancellationToken = default);
}
