// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes acts.</summary>
internal sealed class ActWriter(SqliteConnection connection, long account)
{
    /// <returns>The acts that were new or stand otherwise now.</returns>
    public IReadOnlyList<MessageAct> Write(IReadOnlyList<MessageAct> acts)
    {
        var changed = new List<MessageAct>();
        foreach (var act in acts)
        {
            var known = Read(act.Conversation, act.Direction, act.Id);
            Write(MessageChanges.Kept(act, known));
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

    /// <returns>The acts that really came further.</returns>
    public IReadOnlyList<MessageAct> Update(IReadOnlyList<MessageUpdate> updates)
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
            }
        }

        return changed;
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
