// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Erases messages, conversations and contacts with all that belongs to them.</summary>
internal sealed class Eraser(SqliteConnection connection, long account, ISet<FeedTopic> topics)
{
    private readonly ErasedWriter _erased = new(connection, account);

    public void Erase(ChangeSet changes)
    {
        foreach (var contact in changes.DeletedContacts)
        {
            Run("DELETE FROM contacts WHERE account_id = ?1 AND jid = ?2", contact);
            Run("DELETE FROM rooms WHERE account_id = ?1 AND jid = ?2", contact);
            topics.Add(FeedTopic.ListOf(changes.Account));
        }

        ConversationId[] conversations =
        [
            .. changes.DeletedConversations,
            .. changes.DeletedContacts.Select(contact => new ConversationId(changes.Account, contact)),
        ];
        foreach (var conversation in conversations)
        {
            _erased.Remember(conversation.Peer);
            Run("DELETE FROM conversations WHERE account_id = ?1 AND peer = ?2", conversation.Peer);
            Run("DELETE FROM outbox WHERE account_id = ?1 AND recipient = ?2", conversation.Peer);
            Run("DELETE FROM acts WHERE account_id = ?1 AND peer = ?2", conversation.Peer);
            Run("DELETE FROM notes WHERE account_id = ?1 AND peer = ?2", conversation.Peer);
            Run("DELETE FROM owed WHERE account_id = ?1 AND peer = ?2", conversation.Peer);
            topics.Add(conversation);
        }

        foreach (var message in changes.DeletedMessages)
        {
            Erase(message);
        }

        if (conversations.Length > 0 || changes.DeletedMessages.Count > 0)
        {
            SearchIndex.Forget(connection);
        }
    }

    public static bool HasExpired(SqliteConnection connection, DateTimeOffset now)
    {
        using var statement = connection.Prepare("SELECT 1 FROM messages WHERE expires_at <= ?1 LIMIT 1");
        return statement.Bind(1, now.UtcTicks).Step();
    }

    /// <summary>Erases messages of all accounts whose time has come.</summary>
    public static int EraseExpired(SqliteConnection connection, DateTimeOffset now, ISet<FeedTopic> topics)
    {
        List<(long Account, long Conversation, FeedTopic Topic)> expired = [];
        using (
            var statement = connection.Prepare(
                """
                SELECT DISTINCT c.account_id, c.id, a.jid, c.peer
                FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN accounts a ON a.id = c.account_id
                WHERE m.expires_at <= ?1
                """
            )
        )
        {
            statement.Bind(1, now.UtcTicks);
            while (statement.Step())
            {
                var id = new ConversationId(Rows.StoredText.Jid(statement.Text(2)), Rows.StoredText.Jid(statement.Text(3)));
                expired.Add((statement.Int64(0), statement.Int64(1), id));
            }
        }

        var count = 0;
        foreach (var (account, conversation, topic) in expired)
        {
            using (
                var outbox = connection.Prepare(
                    """
                    DELETE FROM outbox
                    WHERE account_id = ?1
                      AND recipient = (SELECT peer FROM conversations WHERE id = ?2)
                      AND message_id IN (SELECT message_id FROM messages WHERE conversation_id = ?2 AND direction = 1 AND expires_at <= ?3)
                    """
                )
            )
            {
                outbox.Bind(1, account).Bind(2, conversation).Bind(3, now.UtcTicks).Run();
            }

            using (
                var forget = connection.Prepare(
                    "SELECT message_id FROM messages WHERE conversation_id = ?1 AND expires_at <= ?2 ORDER BY id"
                )
            )
            {
                forget.Bind(1, conversation).Bind(2, now.UtcTicks);
                while (forget.Step())
                {
                    ForgetActs(connection, account, topic.Conversation.Peer, forget.Text(0)!);
                }
            }

            using (var delete = connection.Prepare("DELETE FROM messages WHERE conversation_id = ?1 AND expires_at <= ?2"))
            {
                delete.Bind(1, conversation).Bind(2, now.UtcTicks).Run();
                count += connection.Changes;
            }

            Recount(connection, conversation);
            topics.Add(topic);
            topics.Add(FeedTopic.ListOf(topic.Conversation.Account));
        }

        if (count > 0)
        {
            SearchIndex.Forget(connection);
        }

        return count;
    }

    private void Erase(MessageRef message)
    {
        long id,
            conversation;
        using (
            var find = connection.Prepare(
                """
                SELECT m.id, c.id FROM messages m JOIN conversations c ON c.id = m.conversation_id
                WHERE c.account_id = ?1 AND c.peer = ?2 AND m.direction = ?3 AND m.message_id = ?4
                """
            )
        )
        {
            find.Bind(1, account).Bind(2, message.Conversation.Peer.ToString()).Bind(3, (long)message.Direction).Bind(4, message.Id.Value);
            if (!find.Step())
            {
                return;
            }

            (id, conversation) = (find.Int64(0), find.Int64(1));
        }

        _erased.Remember(message.Conversation.Peer, id);
        using (var delete = connection.Prepare("DELETE FROM messages WHERE id = ?1"))
        {
            delete.Bind(1, id).Run();
        }

        if (message.Direction == MessageDirection.Outgoing)
        {
            using var outbox = connection.Prepare("DELETE FROM outbox WHERE account_id = ?1 AND message_id = ?2 AND recipient = ?3");
            outbox.Bind(1, account).Bind(2, message.Id.Value).Bind(3, message.Conversation.Peer.ToString()).Run();
        }

        ForgetActs(connection, account, message.Conversation.Peer, message.Id.Value);
        Recount(connection, conversation);
        topics.Add(message.Conversation);
    }

    /// <summary>What was done to an erased message is not told any more, nor kept. That it was done is: it must not count anew. A retraction still goes
    /// out.</summary>
    private static void ForgetActs(SqliteConnection connection, long account, Jid peer, string message)
    {
        using (
            var outbox = connection.Prepare(
                """
                DELETE FROM outbox WHERE account_id = ?1 AND recipient = ?2 AND kind = 1 AND message_id IN (
                  SELECT act_id FROM acts WHERE account_id = ?1 AND peer = ?2 AND target = ?3 AND direction = 1 AND kind <> 1)
                """
            )
        )
        {
            outbox.Bind(1, account).Bind(2, peer.ToString()).Bind(3, message).Run();
        }

        using var acts = connection.Prepare(
            "UPDATE acts SET body = NULL, emojis = '[]', former = NULL WHERE account_id = ?1 AND peer = ?2 AND target = ?3 AND standing <> 1"
        );
        acts.Bind(1, account).Bind(2, peer.ToString()).Bind(3, message).Run();
    }

    /// <summary>What the list shows of a conversation some of whose messages are gone. One without messages keeps its place.</summary>
    private static void Recount(SqliteConnection connection, long conversation)
    {
        using var update = connection.Prepare(
            """
            UPDATE conversations SET
              last_message = coalesce((SELECT id FROM messages WHERE conversation_id = ?1 ORDER BY timestamp DESC, id DESC LIMIT 1), 0),
              last_timestamp = coalesce(
                (SELECT timestamp FROM messages WHERE conversation_id = ?1 ORDER BY timestamp DESC, id DESC LIMIT 1), last_timestamp),
              unread_count = (SELECT count(*) FROM messages WHERE conversation_id = ?1 AND direction = 0 AND state <> 4)
            WHERE id = ?1
            """
        );
        update.Bind(1, conversation).Run();
    }

    private void Run(string sql, Jid jid)
    {
        using var statement = connection.Prepare(sql);
        statement.Bind(1, account).Bind(2, jid.ToString()).Run();
    }
}
