// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Reads messages. They are written only through <see cref="IChatStore.CommitAsync"/>. Within a conversation messages are ordered by time stamp,
/// and those of one time stamp in the order in which they were added. Implementations are safe for concurrent use.</summary>
public interface IMessageStore
{
    /// <summary>Finds one message.</summary>
    /// <param name="conversation">Its conversation.</param>
    /// <param name="direction">Who wrote it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message; null if there is none.</returns>
    ValueTask<ChatMessage?> FindAsync(
        ConversationId conversation,
        MessageDirection direction,
        MessageId id,
        CancellationToken cancellationToken = default
    );

    /// <summary>Finds one message by the id under which our own archive keeps it.</summary>
    /// <param name="account">Whose archive.</param>
    /// <param name="archiveId">The archive id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message; null if there is none.</returns>
    ValueTask<ChatMessage?> FindArchivedAsync(Jid account, string archiveId, CancellationToken cancellationToken = default);

    /// <summary>Whether a message was erased here: what archives and copies still hold of it is not to be added again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="archiveId">The id under which our own archive or its room's keeps it, as of <see cref="ChatMessage.ArchiveId"/>; null if it is not known.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether one of that conversation, direction and id, or of that archive id, was erased.</returns>
    ValueTask<bool> IsErasedAsync(MessageRef message, string? archiveId, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of history.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="limit">How many messages at the most, 1 to 1000.</param>
    /// <param name="before">The cursor of an earlier page (<see cref="MessagePage.Before"/>), to read what is older; null for the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.InvalidInput"/>: the cursor is not one, or the limit is out of
    /// range.</exception>
    ValueTask<MessagePage> PageAsync(
        ConversationId conversation,
        int limit,
        string? before = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Full-text search: messages whose text or names of files hold every word (the last one as a prefix unless a space follows it), whatever the
    /// case and diacritics.</summary>
    /// <param name="account">In whose messages.</param>
    /// <param name="words">The words, as a person types them; nothing in them is syntax.</param>
    /// <param name="peer">Only the conversation with this bare address; null for all.</param>
    /// <param name="limit">How many at the most, 1 to 1000: the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The messages, oldest first.</returns>
    ValueTask<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    );

    /// <summary>Watches the newest messages of a conversation, oldest first. The first batch is a reset with what is there; then one batch a commit that
    /// changed the window. A consumer that is too slow gets a reset instead of what it missed.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="window">How many messages, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed, without end.</returns>
    IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchAsync(
        ConversationId conversation,
        int window,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a page of history towards the present.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="limit">How many messages at the most, 1 to 1000.</param>
    /// <param name="after">The cursor of another page (<see cref="MessagePage.After"/>), to read what is newer; null for the oldest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.InvalidInput"/>: the cursor is not one, or the limit is out of
    /// range.</exception>
    ValueTask<MessagePage> PageForwardAsync(
        ConversationId conversation,
        int limit,
        string? after = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Opens a window on a conversation that can be moved both ways.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="count">How many messages to begin with, 1 to 1000.</param>
    /// <param name="around">The message to begin at, with as many before it as behind it; null, or one that is not stored, for the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The window.</returns>
    ValueTask<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>What nobody has read yet: the incoming messages that are not <see cref="DeliveryState.Displayed"/>.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The first of them and how many there are; null if there are none.</returns>
    ValueTask<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Full-text search over texts and names of files, with the part of each message that matched.</summary>
    /// <param name="account">In whose messages.</param>
    /// <param name="words">The words, as in <see cref="SearchAsync"/>.</param>
    /// <param name="peer">Only the conversation with this bare address; null for all.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="byRelevance">Whether the best match comes first, of the newest 1000; else the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The hits.</returns>
    ValueTask<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        bool byRelevance = false,
        CancellationToken cancellationToken = default
    );

    /// <summary>Watches what a search finds, the newest first. The first batch is a reset with what is there; then one batch a commit that changed the
    /// result. A consumer that is too slow gets a reset instead of what it missed.</summary>
    /// <param name="account">In whose messages.</param>
    /// <param name="words">The words, as in <see cref="SearchAsync"/>.</param>
    /// <param name="peer">Only the conversation with this bare address; null for all.</param>
    /// <param name="window">How many hits, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed, without end.</returns>
    IAsyncEnumerable<ListDiffBatch<SearchHit>> WatchSearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int window = 50,
        CancellationToken cancellationToken = default
    );

    /// <summary>Erases the messages whose <see cref="ChatMessage.ExpiresAt"/> has come. A store on disk does so by itself, too, by its own clock.</summary>
    /// <param name="now">The time to go by.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many disappeared.</returns>
    ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken = default);
}
