// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Everything that one step of the engine changes, committed in one transaction: all of it or nothing.</summary>
/// <param name="Account">The account that it belongs to.</param>
public sealed record ChangeSet(Jid Account)
{
    /// <summary>Messages to add, in this order. One that is known already (same conversation, direction and id, or same archive id) is not added again;
    /// the known one takes over an archive id that it lacked. A message with an <see cref="Encryption.EncryptionKind"/> other than none marks its
    /// conversation as encrypted for ever.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>Changes of stored outgoing messages, and of stored outgoing acts.</summary>
    public IReadOnlyList<MessageUpdate> Updates { get; init; } = [];

    /// <summary>Cryptographic records to write or delete.</summary>
    public IReadOnlyList<CryptoRecord> Crypto { get; init; } = [];

    /// <summary>Outbox entries to add at the end, or to replace in place (same account and id).</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Outbox entries to delete.</summary>
    public IReadOnlyList<MessageId> OutboxDone { get; init; } = [];

    /// <summary>What is owed to others from now on, for what the change-set takes in or marks as read. A receipt that is owed already is not added again, and of a conversation at
    /// most the newest 1000 are kept. Of how far a conversation was read, the newest word takes the place of the one before.</summary>
    public IReadOnlyList<OwedReport> Owed { get; init; } = [];

    /// <summary>What was told, or is not to be told any more. What has taken its place stays.</summary>
    public IReadOnlyList<OwedReport> OwedDone { get; init; } = [];

    /// <summary>How far an archive has now been read; null leaves the cursors.</summary>
    public ArchiveCursor? Cursor { get; init; }

    /// <summary>Conversations whose incoming messages have all been read.</summary>
    public IReadOnlyList<ConversationId> Read { get; init; } = [];

    /// <summary>Messages up to which their conversations have been read: they and all incoming ones before them. One that is not stored marks nothing.</summary>
    public IReadOnlyList<MessageRef> ReadThrough { get; init; } = [];

    /// <summary>Acts to remember, or to replace (same conversation, direction and id); one takes over an archive id that the known one lacked. They change no message:
    /// <see cref="Edits"/> and <see cref="Reactions"/> do. If an edit or a reaction of ours comes with what it changes and then fails
    /// (<see cref="Updates"/>), its message gets back what it had before, or what was done to it since stays. Of a conversation, at most the newest 200 that wait for a message are kept.</summary>
    public IReadOnlyList<MessageAct> Acts { get; init; } = [];

    /// <summary>What happened in conversations beside their messages. One whose id is known there already is not added again. Of a conversation the newest 200 are
    /// kept, by their time: others can make such things happen at will.</summary>
    public IReadOnlyList<ConversationNote> Notes { get; init; } = [];

    /// <summary>Messages whose text changes, or that are taken back.</summary>
    public IReadOnlyList<MessageEdit> Edits { get; init; } = [];

    /// <summary>Reactions to stored messages. One that is older than what the same person answered before is ignored.</summary>
    public IReadOnlyList<KeyValuePair<MessageRef, Reaction>> Reactions { get; init; } = [];

    /// <summary>Files of stored messages that are here now, or known better: all attachments of the message, in place of the former ones.</summary>
    public IReadOnlyList<KeyValuePair<MessageRef, ValueList<Attachment>>> Attachments { get; init; } = [];

    /// <summary>How far people have come in conversations that are stored. One that is older than what the same person said before is ignored.</summary>
    public IReadOnlyList<ReadMarker> Markers { get; init; } = [];

    /// <summary>What the person changed about conversations.</summary>
    public IReadOnlyList<ConversationChange> Conversations { get; init; } = [];

    /// <summary>Parts of archives that were found not to have been read.</summary>
    public IReadOnlyList<ArchiveGap> GapsOpened { get; init; } = [];

    /// <summary>Parts of archives that have been read since.</summary>
    public IReadOnlyList<ArchiveGap> GapsClosed { get; init; } = [];

    /// <summary>Messages to erase, with their files that no other message names and with what waits to be sent of them,
    /// edits and reactions included. Their ids are remembered, of a conversation the newest 1000 (<see cref="IMessageStore.IsErasedAsync"/>).</summary>
    public IReadOnlyList<MessageRef> DeletedMessages { get; init; } = [];

    /// <summary>Conversations to erase with all that belongs to them: messages, notes, files, draft, markers, what waits to be sent and what is owed. That it was ever encrypted
    /// is forgotten, too. Up to when they went is remembered (<see cref="IConversationStore.FindErasedUntilAsync"/>), and the ids of their newest messages as of
    /// <see cref="DeletedMessages"/>.</summary>
    public IReadOnlyList<ConversationId> DeletedConversations { get; init; } = [];

    /// <summary>Contacts and rooms to erase, by their bare addresses: the roster's entry or the room, its occupants, and the conversation as in
    /// <see cref="DeletedConversations"/>. Cryptographic records of theirs belong into <see cref="Crypto"/>.</summary>
    public IReadOnlyList<Jid> DeletedContacts { get; init; } = [];
}
