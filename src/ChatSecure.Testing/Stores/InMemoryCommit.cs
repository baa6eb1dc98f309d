// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>Applies one change-set to an account's data.</summary>
internal sealed class InMemoryCommit(InMemoryAccount account)
{
    /// <summary>What the commit changed that somebody may watch.</summary>
    public HashSet<ConversationId> Topics { get; } = [];

    public CommitResult Apply(ChangeSet changes)
    {
        var added = changes.Messages.Select(Add).OfType<ChatMessage>().ToArray();
        var updated = changes.Updates.Select(Update).OfType<ChatMessage>().ToArray();
        foreach (var record in changes.Crypto)
        {
            if (record.Value is { } value)
            {
                account.Crypto[(record.Table, record.Key)] = value.ToArray();
            }
            else
            {
                account.Crypto.Remove((record.Table, record.Key));
            }
        }

        foreach (var entry in changes.Outbox)
        {
            Queue(entry with { Prepared = entry.Prepared is { } prepared ? new(prepared.ToArray()) : null });
        }

        foreach (var done in changes.OutboxDone)
        {
            account.Outbox.RemoveAll(entry => entry.Id == done);
        }

        if (changes.Cursor is { } cursor)
        {
            account.Cursors[cursor.Archive] = cursor;
        }

        foreach (var read in changes.Read)
        {
            Read(read);
        }

        return new(added, updated);
    }

    private ChatMessage? Add(ChatMessage message)
    {
        var peer = message.Conversation.Peer;
        account.Conversations.TryGetValue(peer, out var conversation);
        var known = conversation?.ById.GetValueOrDefault((message.Direction, message.Id));
        if (message.ArchiveId is { } archiveId)
        {
            known ??= account.Archived.GetValueOrDefault(archiveId);
        }

        if (known is null)
        {
            if (conversation is null)
            {
                account.Conversations.Add(peer, conversation = new());
            }

            Insert(conversation, known = new(++account.LastNumber, message with { Timestamp = message.Timestamp.ToUniversalTime() }));
            Mark(conversation, message.Encryption);
            return known.Value;
        }

        if (known.Value.ArchiveId is null && message.ArchiveId is { } learned && account.Archived.TryAdd(learned, known))
        {
            known.Value = known.Value with { ArchiveId = learned };
            Touch(known.Value.Conversation);
        }

        if (conversation is not null)
        {
            Touch(message.Conversation);
            Mark(conversation, message.Encryption);
        }

        return null;
    }

    private void Insert(InMemoryConversation conversation, InMemoryMessage message)
    {
        var at = conversation.Messages.FindLastIndex(other => other.Place.CompareTo(message.Place) < 0) + 1;
        conversation.Messages.Insert(at, message);
        conversation.ById.Add((message.Value.Direction, message.Value.Id), message);
        if (message.Value.ArchiveId is { } archiveId)
        {
            account.Archived.Add(archiveId, message);
        }

        Touch(message.Value.Conversation);
    }

    private ChatMessage? Update(MessageUpdate update)
    {
        if (
            !account.Conversations.TryGetValue(update.Conversation.Peer, out var conversation)
            || !conversation.ById.TryGetValue((MessageDirection.Outgoing, update.Id), out var message)
        )
        {
            return null;
        }

        var before = message.Value;
        var moves = update.State is { } state && state != before.State;
        if (moves && !StoreRules.MovesForward(before.State, update.State!.Value))
        {
            return null;
        }

        var after = before with { Encryption = update.Encryption ?? before.Encryption };
        if (moves)
        {
            after = after with
            {
                State = update.State!.Value,
                FailureReason = update.State is DeliveryState.Failed ? update.FailureReason : null,
            };
        }

        if (after == before)
        {
            return null;
        }

        message.Value = after;
        Mark(conversation, after.Encryption);
        Touch(update.Conversation);
        return after;
    }

    private void Queue(OutboxEntry entry)
    {
        var at = account.Outbox.FindIndex(other => other.Id == entry.Id);
        if (at < 0)
        {
            account.Outbox.Add(entry);
        }
        else
        {
            account.Outbox[at] = entry;
        }
    }

    private void Read(ConversationId id)
    {
        if (!account.Conversations.TryGetValue(id.Peer, out var conversation))
        {
            return;
        }

        foreach (var message in conversation.Messages)
        {
            if (message.Value is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed })
            {
                message.Value = message.Value with { State = DeliveryState.Displayed };
                Touch(id);
            }
        }
    }

    private static void Mark(InMemoryConversation conversation, EncryptionKind encryption) =>
        conversation.EverEncrypted |= encryption != EncryptionKind.None;

    private void Touch(ConversationId id)
    {
        Topics.Add(id);
        Topics.Add(FeedHub<InMemoryProfile>.ListOf(id.Account));
    }
}
