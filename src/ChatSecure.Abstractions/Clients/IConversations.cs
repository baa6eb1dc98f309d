// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>Messages: sending, history, search. Safe for concurrent use.</summary>
public interface IConversations
{
    /// <summary>Queues a message durably, to a contact or a group; it is sent as soon as there is a connection, after what was queued before. When the account is online and nothing is
    /// known of the peer's devices, they are asked for first.</summary>
    /// <param name="conversation">From which account to whom.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt, once the message is stored.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>: the peer is known to have no device to encrypt to, or none that is trusted, and plain
    /// text was not asked for or is not allowed: nothing is stored; of a group as <see cref="MissingKeysException"/>, which names the members;
    /// <see cref="ErrorKind.NotSupported"/>: that encryption is not available;
    /// <see cref="ErrorKind.InvalidInput"/>: no such account, a text that is empty, too long or not XML.</exception>
    Task<SendReceipt> SendAsync(ConversationId conversation, OutgoingMessage message, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of history. See <see cref="Stores.IMessageStore.PageAsync"/>.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="limit">How many messages at the most, 1 to 1000.</param>
    /// <param name="before">The cursor of an earlier page; null for the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page.</returns>
    Task<MessagePage> HistoryAsync(
        ConversationId conversation,
        int limit = 50,
        string? before = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Full-text search. See <see cref="Stores.IMessageStore.SearchAsync"/>.</summary>
    /// <param name="account">In whose messages.</param>
    /// <param name="words">The words.</param>
    /// <param name="peer">Only the conversation with this bare address; null for all.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The messages, oldest first.</returns>
    Task<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    );

    /// <summary>Watches the conversation list. See <see cref="Stores.IConversationStore.WatchAsync"/>.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed.</returns>
    IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Watches the newest messages of a conversation. See <see cref="Stores.IMessageStore.WatchAsync"/>.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="window">How many messages, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The feed.</returns>
    IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchTimelineAsync(
        ConversationId conversation,
        int window = 100,
        CancellationToken cancellationToken = default
    );

    /// <summary>Marks everything in a conversation as read here, and tells the peer if it asked for that (XEP-0333) and sees our presence: as soon as
    /// the account is online, if that is before this client ends.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    Task MarkReadAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Tells the peer what we do (XEP-0085). Nothing is sent while the account is offline.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="state">What we do.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written.</returns>
    Task SetTypingAsync(ConversationId conversation, TypingState state, CancellationToken cancellationToken = default);
}
