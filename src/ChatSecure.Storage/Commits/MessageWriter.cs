// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes messages and what their conversations know of them.</summary>
internal sealed class MessageWriter(SqliteConnection connection, long account, ISet<FeedTopic> topics)
{
    private readonly Dictionary<ConversationId, long> _conversations = [];

    public IReadOnlyList<ChatMessage> Add(IReadOnlyList<ChatMessage> messages)
    {
        var added = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (TryAdd(message))
            {
                added.Add(MessageChanges.Kept(message));
                topics.Add(message.Conversation);
            }
        }

        return added;
    }

    public IReadOnlyList<ChatMessage> Update(IReadOnlyList<MessageUpdate> updates)
    {
        var updated = new List<ChatMessage>(updates.Count);
        foreach (var update in updates)
        {
            if (Update(update) is { } message)
            {
                updated.Add(message);
                topics.Add(update.Conversation);
            }
        }

        return updated;
    }

    public void MarkRead(IReadOnlyList<ConversationId> conversations)
    {
        foreach (var id in conversations)
        {
            if (Find(id) is not { } conversation)
            {
                continue;
            }

            using var messages = connection.Prepare(
                "UPDATE messages SET state = 4 WHERE conversation_id = ?1 AND direction = 0 AND state <> 4"
            );
            messages.Bind(1, conversation).Run();
            using var counter = connection.Prepare(
                "UPDATE conversations SET unread_count = 0, is_marked_unread = 0 WHERE id = ?1 AND (unread_count > 0 OR is_marked_unread)"
            );
            counter.Bind(1, conversation).Run();
            if (connection.Changes > 0)
            {
                topics.Add(id);
            }
        }
    }

    public void MarkRead(IReadOnlyList<MessageRef> last)
    {
        foreach (var through in last)
        {
            if (Find(through.Conversation) is not { } conversation)
            {
                continue;
            }

            using var messages = connection.Prepare(
                """
                UPDATE messages SET state = 4 WHERE conversation_id = ?1 AND direction = 0 AND state <> 4 AND (timestamp, id) <= (
                  SELECT timestamp, id FROM messages WHERE conversation_id = ?1 AND direction = ?2 AND message_id = ?3)
                """
            );
            messages.Bind(1, conversation).Bind(2, (long)through.Direction).Bind(3, through.Id.Value).Run();
            var count = connection.Changes;
            if (count > 0)
            {
                using var counter = connection.Prepare("UPDATE conversations SET unread_count = unread_count - ?2 WHERE id = ?1");
                counter.Bind(1, conversation).Bind(2, (long)count).Run();
                topics.Add(through.Conversation);
            }
        }
    }

    private bool TryAdd(ChatMessage message)
    {
        var conversation = Find(message.Conversation);
        if (conversation is null)
        {
            // Looked up first, since a conversation without a message must not come into being.
            if (message.ArchiveId is { } archiveId && IsArchived(archiveId))
            {
                return false;
            }

            conversation = Create(message.Conversation);
        }

        using (var insert = connection.Prepare(MessageRow.Insert))
        {
            MessageRow.Bind(insert, message, account, conversation.Value);
            insert.Run();
        }

        var isNew = connection.Changes > 0;
        if (isNew)
        {
            // A new row has the greatest id, so it comes after those of the same time.
            var id = connection.LastInsertRowId;
            Count(message, conversation.Value, id);
            MediaRefs.Add(connection, id, message.Attachments);
        }
        else if (message.ArchiveId is not null)
        {
            LearnArchiveId(message, conversation.Value);
        }

        MarkEncrypted(message.Conversation, conversation.Value, message.Encryption);
        return isNew;
    }

    private void Count(ChatMessage message, long conversation, long id)
    {
        // Who says the newest word in a conversation has come back to it.
        var isOwn = message.Direction == MessageDirection.Outgoing;
        var isUnread = message is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed };
        using var update = connection.Prepare(
            """
            UPDATE conversations SET
              last_message = CASE WHEN last_timestamp <= ?2 OR last_message = 0 THEN ?3 ELSE last_message END,
              last_timestamp = CASE WHEN last_message = 0 THEN ?2 ELSE max(last_timestamp, ?2) END,
              unread_count = unread_count + ?4,
              is_marked_unread = is_marked_unread AND NOT (?5 AND (last_timestamp <= ?2 OR last_message = 0))
            WHERE id = ?1
            """
        );
        update
            .Bind(1, conversation)
            .Bind(2, message.Timestamp.UtcTicks)
            .Bind(3, id)
            .Bind(4, isUnread ? 1L : 0L)
            .Bind(5, isOwn ? 1L : 0L)
            .Run();
    }

    private void LearnArchiveId(ChatMessage message, long conversation)
    {
        using var update = connection.Prepare(
            """
            UPDATE OR IGNORE messages SET archive_id = ?4
            WHERE conversation_id = ?1 AND direction = ?2 AND message_id = ?3 AND archive_id IS NULL
            """
        );
        update.Bind(1, conversation).Bind(2, (long)message.Direction).Bind(3, message.Id.Value).Bind(4, message.ArchiveId).Run();
        if (connection.Changes > 0)
        {
            topics.Add(message.Conversation);
        }
    }

    private ChatMessage? Update(MessageUpdate update)
    {
        if (
            Find(update.Conversation) is not { } conversation
            || Outgoing(update, conversation) is not { } before
            || MessageChanges.Update(before, update) is not { } after
        )
        {
            return null;
        }

        using var write = connection.Prepare(
            """
            UPDATE messages SET state = ?3, failure_reason = ?4, encryption = ?5
            WHERE conversation_id = ?1 AND direction = 1 AND message_id = ?2
            """
        );
        write
            .Bind(1, conversation)
            .Bind(2, update.Id.Value)
            .Bind(3, (long)after.State)
            .Bind(4, after.FailureReason)
            .Bind(5, (long)after.Encryption)
            .Run();
        MarkEncrypted(update.Conversation, conversation, after.Encryption);
        return after;
    }

    private ChatMessage? Outgoing(MessageUpdate update, long conversation)
    {
        using var statement = connection.Prepare(
            $"SELECT {MessageRow.Columns} FROM messages m WHERE m.conversation_id = ?1 AND m.direction = 1 AND m.message_id = ?2"
        );
        return statement.Bind(1, conversation).Bind(2, update.Id.Value).Step() ? MessageRow.Read(statement, update.Conversation) : null;
    }

    private void MarkEncrypted(ConversationId id, long conversation, EncryptionKind encryption)
    {
        if (encryption == EncryptionKind.None)
        {
            return;
        }

        using var update = connection.Prepare("UPDATE conversations SET ever_encrypted = 1 WHERE id = ?1 AND ever_encrypted = 0");
        update.Bind(1, conversation).Run();
        if (connection.Changes > 0)
        {
            topics.Add(id);
        }
    }

    private bool IsArchived(string archiveId)
    {
        using var statement = connection.Prepare("SELECT 1 FROM messages WHERE account_id = ?1 AND archive_id = ?2");
        return statement.Bind(1, account).Bind(2, archiveId).Step();
    }

    public long? Find(ConversationId id)
    {
        if (_conversations.TryGetValue(id, out var known))
        {
            return known;
        }

        using var statement = connection.Prepare("SELECT id FROM conversations WHERE account_id = ?1 AND peer = ?2");
        if (!statement.Bind(1, account).Bind(2, id.Peer.ToString()).Step())
        {
            return null;
        }

        _conversations.Add(id, known = statement.Int64(0));
        return known;
    }

    public long Create(ConversationId id)
    {
        using var statement = connection.Prepare("INSERT INTO conversations (account_id, peer) VALUES (?1, ?2)");
        statement.Bind(1, account).Bind(2, id.Peer.ToString()).Run();
        _conversations.Add(id, connection.LastInsertRowId);
        return connection.LastInsertRowId;
    }
}
