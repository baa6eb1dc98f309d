// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

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

    /// <summary>How what is written next will be protected, or why it can't be sent: what <see cref="SendAsync"/> would do with it now. Sends nothing. While the account is online and
    /// nothing is known of the peer's devices, they are asked for. <see cref="ConversationEncryptionExtensions.WatchEncryptionAsync"/> tells of changes.</summary>
    /// <param name="conversation">The conversation, with a contact or a group.</param>
    /// <param name="choice">What is asked for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The one state of the conversation for that choice.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no such account, or somebody's name in a group.</exception>
    Task<ConversationEncryption> EncryptionAsync(
        ConversationId conversation,
        EncryptionChoice choice = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Edits a message of ours (XEP-0308): it changes here at once, and at the others' as soon as there is a connection, after what was queued before.
    /// The same as <see cref="SendAsync"/> with <see cref="OutgoingMessage.Replaces"/>.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="message">The message, which may be any, not the last one alone.</param>
    /// <param name="body">The new text: 1 to 65,536 characters that XML may hold.</param>
    /// <param name="encryption">How to protect the edit; not less than the message was.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt, once the edit is stored. Its message is the edit, with an id of its own.</returns>
    /// <exception cref="ChatSecureException">As <see cref="SendAsync"/>; <see cref="ErrorKind.InvalidInput"/> also with the condition <c>no-such-message</c>: it is not
    /// stored, not ours, or was taken back; <c>weaker-protection</c>: the edit would be protected less than the message.</exception>
    Task<SendReceipt> EditAsync(
        ConversationId conversation,
        MessageId message,
        string body,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Takes a message of ours back (XEP-0424): a wish, which clients of others need not heed. Here its text and files go when the server has
    /// the wish: what others still have does not look gone.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="message">The message.</param>
    /// <param name="encryption">How to protect that; not less than the message was. <see cref="EncryptionChoice.Auto"/> sends it in the clear if the message was, and no
    /// other of the conversation was ever encrypted.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt, once it is stored.</returns>
    /// <exception cref="ChatSecureException">As <see cref="EditAsync"/>; <see cref="ErrorKind.NotSupported"/>: it is a private conversation (OTR), which has texts
    /// only.</exception>
    Task<ActReceipt> RetractAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reacts to a message, of ours or the peer's (XEP-0444).</summary>
    /// <param name="message">The message.</param>
    /// <param name="emojis">All of our reactions to it, in place of the former ones; none takes them back. At most 32, each one emoji.</param>
    /// <param name="encryption">How to protect that; as with <see cref="RetractAsync"/>. To devices that have the legacy OMEMO namespace alone, the emojis
    /// and the message's id also go in the clear, since that namespace encrypts texts only.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt, once it is stored.</returns>
    /// <exception cref="ChatSecureException">As <see cref="RetractAsync"/>; <see cref="ErrorKind.InvalidInput"/>: a reaction is not one emoji, or there are too
    /// many.</exception>
    Task<ActReceipt> ReactAsync(
        MessageRef message,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>How large a file may be that is sent.</summary>
    /// <param name="account">From which account; it must be online.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The greatest size that the account's server takes, in bytes, before encryption; null if it does not say.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: the server takes no files.</exception>
    Task<long?> GetFileLimitAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Fetches a file of a message into the media store, unless it is there: through the account's proxy, from public hosts and by https only, decrypted and
    /// verified. Nothing stays of one that is damaged or not what its sender said. <see cref="TransferProgress"/> tells how far it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">Which of its files, from 0 on.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The file as it stands with the message now, with a <see cref="Attachment.MediaId"/>.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no such message or file, or it can't be fetched from anywhere;
    /// <see cref="ErrorKind.Protocol"/>: it is damaged, too large, or its host refused; <see cref="ErrorKind.InsecureConnection"/>: its host is private, or its
    /// certificate was refused; <see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.TimedOut"/>, <see cref="ErrorKind.StorageUnavailable"/>.</exception>
    Task<Attachment> DownloadAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default);

    /// <summary>Opens a file of a message, which is fetched first if it is not here.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">Which of its files, from 0 on.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The content, which can seek and which the caller disposes of.</returns>
    /// <exception cref="ChatSecureException">As <see cref="DownloadAsync"/>.</exception>
    Task<Stream> OpenAttachmentAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default);

    /// <summary>Asks a page what it tells of itself. To be called only when a person asks for it, link by link: the page's site learns that somebody looked, and by
    /// which address, as if the link had been opened. It goes through the account's proxy, to public hosts and by https only, and keeps nothing.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="link">The link, <c>https</c>.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>What it tells.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no such account; <see cref="ErrorKind.NotSupported"/> with the condition
    /// <c>link-previews-off</c>: the person or the brand does not want that (<see cref="Privacy.PrivacySettings.LinkPreviews"/>);
    /// <see cref="ErrorKind.InsecureConnection"/>: the link, or where it leads, is not https or not public, or its certificate was refused;
    /// <see cref="ErrorKind.Protocol"/>: the host refused, or with the condition <c>no-metadata</c>: it is no page, or tells nothing;
    /// <see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.TimedOut"/>.</exception>
    Task<LinkMetadata> FetchLinkAsync(Jid account, Uri link, CancellationToken cancellationToken = default);

    /// <summary>Stops what waits to be sent: a message or an act, as long as nothing of it was given to the server. A message stays here, as failed with the reason
    /// <c>cancelled</c>; what an act did here is undone. An act that failed is given up: <see cref="UnsentActsAsync"/> shows it no more.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="message">The message, or the message that carries the act.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was stopped; false if it is too late, or there is none.</returns>
    Task<bool> CancelAsync(ConversationId conversation, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>The edits, retractions and reactions of ours that wait to be sent or failed, in the order in which they were done. What failed was undone here: others
    /// never heard of it. It keeps its text or emojis for <see cref="RetryActAsync"/> until it is tried again, given up by <see cref="CancelAsync"/>, or followed
    /// by another act of its kind on the same message. Works offline.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The acts, at most the newest 200.</returns>
    Task<IReadOnlyList<MessageAct>> UnsentActsAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Does once more what failed, as a new act that takes its place.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="act">The act that failed.</param>
    /// <param name="encryption">How to protect it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>As when it is done for the first time.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such act, or its message was taken back.</exception>
    Task<ActReceipt> RetryActAsync(
        ConversationId conversation,
        MessageId act,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sends a message that failed once more, as a new one that takes its place.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="message">The message.</param>
    /// <param name="encryption">How to protect it.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt of the new message.</returns>
    /// <exception cref="ChatSecureException">As <see cref="SendAsync"/>; <see cref="ErrorKind.InvalidInput"/> with the condition <c>no-such-message</c>: it is not
    /// there, or has not failed.</exception>
    Task<SendReceipt> RetryAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Sends the text and the files of a message to somebody else, as our own.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">To whom, of the same account.</param>
    /// <param name="encryption">How to protect it.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="ChatSecureException">As <see cref="SendAsync"/>; <see cref="ErrorKind.InvalidInput"/> with the condition <c>no-such-message</c>, or
    /// <c>not-fetched</c>: a file has to be uploaded anew, since it was protected otherwise, and is not here.</exception>
    Task<SendReceipt> ForwardAsync(
        MessageRef message,
        ConversationId to,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    );

    /// <summary>Keeps what was typed and not sent (<see cref="ConversationSummary.Draft"/>).</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="text">The text; empty for nothing.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    Task SaveDraftAsync(ConversationId conversation, string text, CancellationToken cancellationToken = default);

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

    /// <summary>What happened in a conversation beside its messages: new devices and keys, decisions about them, who came to a private group and who left it, what
    /// it is called and about, our own coming and going anywhere. Works offline; <see cref="NoteAdded"/> tells of new ones.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="since">Not those before this time, such as that of the oldest message of a page; null from the first.</param>
    /// <param name="until">Only those before this time; null to the last.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The notes, oldest first; at most the newest 200 of a conversation are kept.</returns>
    Task<IReadOnlyList<ConversationNote>> NotesAsync(
        ConversationId conversation,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
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

    /// <summary>Marks everything in a conversation as read here, and tells our other devices, and the peer if it asked for that (XEP-0333) and sees our presence: as soon as
    /// the account is online, be it after a restart.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    Task MarkReadAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Tells the peer what we do (XEP-0085): a group that we are in, or a contact who sees our presence. Nobody else learns that we are there, and nothing is
    /// sent while the account is offline.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="state">What we do.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written.</returns>
    Task SetTypingAsync(ConversationId conversation, TypingState state, CancellationToken cancellationToken = default);

    /// <summary>Opens a window on a conversation that can be moved both ways, such as around a message that a search found. See
    /// <see cref="IMessageStore.OpenTimelineAsync"/>.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="count">How many messages to begin with, 1 to 1000.</param>
    /// <param name="around">The message to begin at; null, or one that is not stored, for the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The window.</returns>
    Task<ITimeline> OpenTimelineAsync(
        ConversationId conversation,
        int count = 100,
        MessageRef? around = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Finds one message, such as the one that another one answers.</summary>
    /// <param name="message">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message; null if it is not here.</returns>
    Task<ChatMessage?> FindAsync(MessageRef message, CancellationToken cancellationToken = default);

    /// <summary>What nobody has read here yet, to begin there.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The first of the incoming messages that were not read, and how many there are; null if there are none.</returns>
    Task<UnreadMessages?> FindUnreadAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Full-text search, with the part of each message that matched. See <see cref="IMessageStore.SearchHitsAsync"/>.</summary>
    /// <param name="account">In whose messages.</param>
    /// <param name="words">The words.</param>
    /// <param name="peer">Only the conversation with this bare address; null for all.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The hits, the newest first.</returns>
    Task<IReadOnlyList<SearchHit>> SearchHitsAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    );

    /// <summary>The conversation list as it is now: pinned conversations first, then the one with the newest message. See <see cref="WatchAsync"/> for what changes.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversations that are not put away.</returns>
    Task<IReadOnlyList<ConversationSummary>> ListAsync(Jid account, int limit = 200, CancellationToken cancellationToken = default);

    /// <summary>Finds one conversation, put away or not, such as for its draft.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversation; null if it is not here.</returns>
    Task<ConversationSummary?> FindConversationAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>The conversations that are put away, the one with the newest message first.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="limit">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The conversations.</returns>
    Task<IReadOnlyList<ConversationSummary>> ListArchivedAsync(Jid account, int limit = 200, CancellationToken cancellationToken = default);

    /// <summary>Changes what the person decides about a conversation, on this device: pinned, put away, muted, a draft.</summary>
    /// <param name="change">What changes; what is null stays.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account.</exception>
    Task ChangeAsync(ConversationChange change, CancellationToken cancellationToken = default);

    /// <summary>Erases a conversation with its messages and files on this device. The others keep theirs. What archives and copies still hold of it does not come back here; what
    /// is said from now on begins it anew.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    Task DeleteAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Erases messages with their files on this device alone: whoever else has them keeps them (<see cref="RetractAsync"/> asks them not to). What archives and
    /// copies still hold of them does not come back here, and neither do edits of them. A message of ours that waits to be sent is stopped first; one that failed goes with what is left of
    /// it. Works offline.</summary>
    /// <param name="messages">The messages, at most 1000, of one account. Those that are not here are left out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no such account, or too many; with the condition <c>on-its-way</c>: one of them was given to the
    /// server, which has not said yet whether it has it. Nothing is deleted then.</exception>
    Task DeleteMessagesAsync(IReadOnlyList<MessageRef> messages, CancellationToken cancellationToken = default);

    /// <summary>The parts of the archive that a conversation comes from which nobody has read yet: messages may be missing there. On a device that is new, what lies
    /// before the newest messages is such a part (see <see cref="HistoryAdded"/>).</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The gaps, the newest last. <see cref="ArchiveGap.Before"/> is the <see cref="ChatMessage.ArchiveId"/> of the message behind it, which may be one of
    /// another conversation; an empty <see cref="ArchiveGap.After"/> says that the gap lies before everything that is here.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account.</exception>
    Task<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken = default);

    /// <summary>Reads from the server what lies in the newest gap (<see cref="GapsAsync"/>), from its end backwards (XEP-0313), until something came into the
    /// conversation, or nothing is left, or a thousand messages of other conversations were read: then call it again. The messages are told by
    /// <see cref="HistoryAdded"/>. Without a gap nothing is done.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Gives up; what was read until then stays.</param>
    /// <returns>How many messages came into the conversation.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>: the account is offline. <see cref="ErrorKind.Protocol"/>: the archive refused.
    /// <see cref="ErrorKind.InvalidInput"/>: there is no such account.</exception>
    Task<int> FillGapAsync(ConversationId conversation, CancellationToken cancellationToken = default);
}
