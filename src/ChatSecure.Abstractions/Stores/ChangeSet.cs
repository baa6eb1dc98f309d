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

    /// <summary>Changes of stored outgoing messages.</summary>
    public IReadOnlyList<MessageUpdate> Updates { get; init; } = [];

    /// <summary>Cryptographic records to write or delete.</summary>
    public IReadOnlyList<CryptoRecord> Crypto { get; init; } = [];

    /// <summary>Outbox entries to add at the end, or to replace in place (same account and id).</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Outbox entries to delete.</summary>
    public IReadOnlyList<MessageId> OutboxDone { get; init; } = [];

    /// <summary>How far an archive has now been read; null leaves the cursors.</summary>
    public ArchiveCursor? Cursor { get; init; }

    /// <summary>Conversations whose incoming messages have all been read.</summary>
    public IReadOnlyList<ConversationId> Read { get; init; } = [];
}
