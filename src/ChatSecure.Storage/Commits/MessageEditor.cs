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
    /// <summary>What acts of ours took the place of, by their ids.</summary>
    public Dictionary<MessageId, ActFormer> Formers { get; } = [];

    /// <returns>The messages that were really changed.</returns>
    public IReadOnlyList<ChatMessage> Apply(ChangeSet changes)
    {
        var changed = new List<ChatMessage>();
        foreach (var edit in changes.Edits)
        {
            var act = Find(changes, edit.Body is null ? null : MessageActKind.Edit, edit.Message, edit.At);
            Change(edit.Message, before => Noting(before, MessageChanges.Edit(before, edit), act), changed);
        }

        foreach (var (message, reaction) in changes.Reactions)
        {
            var act = Find(changes, MessageActKind.Reaction, message, reaction.At);
            Change(message, before => Noting(before, MessageChanges.React(before, reaction), act), changed);
        }

        foreach (var (message, attachments) in changes.Attachments)
        {
            Change(message, before => MessageChanges.Attach(before, attachments), changed);
        }

        return changed;
    }

    /// <summary>Gives a message back what it had before an act of ours, if it still shows what that did.</summary>
    /// <returns>The message, if it changed.</returns>
    public ChatMessage? PutBack(MessageAct act, ActFormer former)
    {
        var changed = new List<ChatMessage>();
        var message = new MessageRef(act.Conversation, former.Direction, act.Target);
        Change(message, before => former.PutBack(before, act), changed);
        return changed is [var only] ? only : null;
    }

    private static MessageAct? Find(ChangeSet changes, MessageActKind? kind, MessageRef message, DateTimeOffset at) =>
        changes.Acts.FirstOrDefault(act =>
            act.Kind == kind
            && act.Target == message.Id
            && act.Conversation == message.Conversation
            && act.At == at
            && ActFormer.IsNeeded(act)
        );

    private ChatMessage? Noting(ChatMessage before, ChatMessage? after, MessageAct? act)
    {
        if (after is not null && act is not null)
        {
            Formers[act.Id] = ActFormer.Of(before, act);
        }

        return after;
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
              sender_key = ?9, trust = ?10, links = ?11, moderation = ?12
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
            .Bind(11, StoredRelations.Write(after.Links))
            .Bind(12, StoredRelations.Write(after.Moderation))
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
