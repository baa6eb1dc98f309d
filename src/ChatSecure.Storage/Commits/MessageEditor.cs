// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Changes what stored messages say and hold: edits, retractions, reactions, attachments.</summary>
internal sealed class MessageEditor(SqliteConnection connection, MessageWriter messages, ISet<FeedTopic> topics)
{
    /// <returns>The messages that were really changed.</returns>
    public IReadOnlyList<ChatMessage> Apply(ChangeSet changes)
    {
        var changed = new List<ChatMessage>();
        foreach (var edit in changes.Edits)
        {
            Change(edit.Message, before => MessageChanges.Edit(before, edit), changed);
        }

        foreach (var (message, reaction) in changes.Reactions)
        {
            Change(message, before => MessageChanges.React(before, reaction), changed);
        }

        foreach (var (message, attachments) in changes.Attachments)
        {
            Change(message, before => MessageChanges.Attach(before, attachments), changed);
        }

        return changed;
    }

    private void Change(MessageRef message, Func<ChatMessage, ChatMessage?> change, List<ChatMessage> changed)
    {
        if (
            messages.Find(message.Conversation) is not { } conversation
            || Read(message, conversation) is not var (id, before)
            || change(before) is not { } after
        )
        {
            return;
        }

        using var write = connection.Prepare(
            """
            UPDATE messages SET body = ?2, attachments = ?3, file_names = ?4, reactions = ?5, edited_at = ?6, retracted_at = ?7, decrypt_failure = ?8,
              sender_key = ?9, trust = ?10
            WHERE id = ?1
            """
        );
        write
            .Bind(1, id)
            .Bind(2, after.Body)
            .Bind(3, StoredRelations.Write(after.Attachments))
            .Bind(4, StoredRelations.FileNames(after.Attachments))
            .Bind(5, StoredRelations.Write(after.Reactions))
            .Bind(6, after.EditedAt?.UtcTicks)
            .Bind(7, after.RetractedAt?.UtcTicks)
            .Bind(8, (long?)after.DecryptFailure)
            .Bind(9, after.SenderKey?.Hex)
            .Bind(10, (long?)after.Trust)
            .Run();
        MediaRefs.Replace(connection, id, before.Attachments, after.Attachments);
        topics.Add(message.Conversation);
        changed.Add(after);
    }

    private (long Id, ChatMessage Message)? Read(MessageRef message, long conversation)
    {
        using var statement = connection.Prepare(
            $"SELECT {MessageRow.Columns}, m.id FROM messages m WHERE m.conversation_id = ?1 AND m.direction = ?2 AND m.message_id = ?3"
        );
        statement.Bind(1, conversation).Bind(2, (long)message.Direction).Bind(3, message.Id.Value);
        return statement.Step() ? (statement.Int64(MessageRow.Count), MessageRow.Read(statement, message.Conversation)) : null;
    }
}
