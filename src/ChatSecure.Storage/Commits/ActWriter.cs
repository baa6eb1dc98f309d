// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes acts.</summary>
internal sealed class ActWriter(SqliteConnection connection, long account, MessageEditor editor)
{
    /// <returns>The acts that were new or stand otherwise now.</returns>
    public IReadOnlyList<MessageAct> Write(IReadOnlyList<MessageAct> acts)
    {
        var changed = new List<MessageAct>();
        foreach (var act in acts)
        {
            var known = Read(act.Conversation, act.Direction, act.Id);
            Write(MessageChanges.Kept(act, known));
            if (editor.Formers.TryGetValue(act.Id, out var former))
            {
                Keep(act, former);
            }

            if (known?.Standing != act.Standing)
            {
                changed.Add(act);
            }

            if (act.Standing == ActStanding.Waiting)
            {
                Bound(act.Conversation);
            }
        }

        return changed;
    }

    /// <summary>Lets acts of ours come further. What could not be done is put back.</summary>
    /// <param name="updates">How far.</param>
    /// <param name="putBack">Takes the messages that got back what they had.</param>
    /// <returns>The acts that really came further.</returns>
    public IReadOnlyList<MessageAct> Update(IReadOnlyList<MessageUpdate> updates, List<ChatMessage> putBack)
    {
        var changed = new List<MessageAct>();
        foreach (var update in updates)
        {
            if (
                Read(update.Conversation, MessageDirection.Outgoing, update.Id) is { } before
                && MessageChanges.Update(before, update) is { } after
            )
            {
                Write(after);
                changed.Add(after);
                if (!ActFormer.IsNeeded(after) && TakeFormer(after) is { } former && after.State == DeliveryState.Failed)
                {
                    PutBack(after, former, putBack);
                }
            }
        }

        return changed;
    }

    /// <summary>Nothing is kept of what messages said that are taken back.</summary>
    public void Forget(IReadOnlyList<MessageEdit> edits)
    {
        foreach (var edit in edits.Where(edit => edit.Body is null && edit.Message.Direction == MessageDirection.Outgoing))
        {
            using var statement = connection.Prepare(
                """
                UPDATE acts SET former = NULL, body = NULL
                WHERE account_id = ?1 AND peer = ?2 AND target = ?3 AND direction = 1 AND standing <> 1 AND kind = 0
                """
            );
            statement.Bind(1, account).Bind(2, edit.Message.Conversation.Peer.ToString()).Bind(3, edit.Message.Id.Value).Run();
        }
    }

    /// <summary>If something was done after it, that took its place, and takes the place now of what it had replaced.</summary>
    private void PutBack(MessageAct act, ActFormer former, List<ChatMessage> putBack)
    {
        if (FindNext(act) is not var (id, replaced))
        {
            putBack.AddRange(editor.PutBack(act, former) is { } message ? [message] : []);
        }
        else if (replaced is not null)
        {
            SetFormer(id, former with { Direction = replaced.Direction });
        }
    }

    private (long Id, ActFormer? Former)? FindNext(MessageAct act)
    {
        using var statement = connection.Prepare(
            """
            SELECT n.id, n.former FROM acts n
            JOIN acts t ON t.account_id = n.account_id AND t.peer = n.peer AND t.direction = 1 AND t.act_id = ?3
            WHERE n.account_id = ?1 AND n.peer = ?2 AND n.target = t.target AND n.direction = 1 AND n.kind = t.kind AND n.id > t.id
              AND n.standing = 0 AND n.state <> 5
            ORDER BY n.id LIMIT 1
            """
        );
        statement.Bind(1, account).Bind(2, act.Conversation.Peer.ToString()).Bind(3, act.Id.Value);
        return statement.Step() ? (statement.Int64(0), StoredRelations.Former(statement.Text(1))) : null;
    }

    private void Keep(MessageAct act, ActFormer former)
    {
        using var statement = connection.Prepare(
            "UPDATE acts SET former = ?4 WHERE account_id = ?1 AND peer = ?2 AND direction = 1 AND act_id = ?3"
        );
        statement.Bind(1, account).Bind(2, act.Conversation.Peer.ToString()).Bind(3, act.Id.Value);
        statement.Bind(4, StoredRelations.Write(former)).Run();
    }

    private void SetFormer(long id, ActFormer? former)
    {
        using var statement = connection.Prepare("UPDATE acts SET former = ?2 WHERE id = ?1");
        statement.Bind(1, id).Bind(2, former is null ? null : StoredRelations.Write(former)).Run();
    }

    private ActFormer? TakeFormer(MessageAct act)
    {
        using var statement = connection.Prepare(
            "SELECT id, former FROM acts WHERE account_id = ?1 AND peer = ?2 AND direction = 1 AND act_id = ?3"
        );
        statement.Bind(1, account).Bind(2, act.Conversation.Peer.ToString()).Bind(3, act.Id.Value);
        if (!statement.Step() || StoredRelations.Former(statement.Text(1)) is not { } former)
        {
            return null;
        }

        SetFormer(statement.Int64(0), null);
        return former;
    }

    private void Write(MessageAct act)
    {
        using var statement = connection.Prepare(ActRow.Upsert);
        ActRow.Bind(statement, act, account);
        statement.Run();
    }

    private MessageAct? Read(ConversationId conversation, MessageDirection direction, MessageId id)
    {
        using var statement = connection.Prepare(
            $"SELECT {ActRow.Columns} FROM acts t WHERE t.account_id = ?1 AND t.peer = ?2 AND t.direction = ?3 AND t.act_id = ?4"
        );
        statement.Bind(1, account).Bind(2, conversation.Peer.ToString()).Bind(3, (long)direction).Bind(4, id.Value);
        return statement.Step() ? ActRow.Read(statement, conversation.Account) : null;
    }

    private void Bound(ConversationId conversation)
    {
        using var statement = connection.Prepare(
            """
            DELETE FROM acts WHERE id IN (
              SELECT id FROM acts WHERE account_id = ?1 AND peer = ?2 AND standing = 1 ORDER BY id DESC LIMIT -1 OFFSET ?3)
            """
        );
        statement.Bind(1, account).Bind(2, conversation.Peer.ToString()).Bind(3, MessageChanges.MaxWaitingActs).Run();
    }
}
