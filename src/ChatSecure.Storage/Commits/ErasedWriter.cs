// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Commits;

/// <summary>Remembers what was erased, before it is: archives and copies must not bring it back.</summary>
internal sealed class ErasedWriter(SqliteConnection connection, long account)
{
    /// <summary>A conversation goes: up to when, and the names of its newest messages.</summary>
    public void Remember(Jid peer)
    {
        using (
            var until = connection.Prepare(
                """
                INSERT INTO erased_conversations (account_id, peer, until)
                SELECT account_id, peer, last_timestamp FROM conversations WHERE account_id = ?1 AND peer = ?2 AND last_timestamp > 0
                ON CONFLICT (account_id, peer) DO UPDATE SET until = max(until, excluded.until)
                """
            )
        )
        {
            until.Bind(1, account).Bind(2, peer.ToString()).Run();
        }

        using (
            var names = connection.Prepare(
                """
                INSERT OR IGNORE INTO erased_messages (account_id, peer, direction, message_id, archive_id)
                SELECT ?1, ?2, direction, message_id, archive_id FROM (
                  SELECT * FROM messages WHERE conversation_id = (SELECT id FROM conversations WHERE account_id = ?1 AND peer = ?2)
                  ORDER BY timestamp DESC, id DESC LIMIT ?3)
                ORDER BY timestamp, id
                """
            )
        )
        {
            names.Bind(1, account).Bind(2, peer.ToString()).Bind(3, StoreRules.MaxErased).Run();
        }

        Bound(peer);
    }

    /// <summary>A message goes.</summary>
    public void Remember(Jid peer, long message)
    {
        using (
            var name = connection.Prepare(
                """
                INSERT OR IGNORE INTO erased_messages (account_id, peer, direction, message_id, archive_id)
                SELECT ?1, ?2, direction, message_id, archive_id FROM messages WHERE id = ?3
                """
            )
        )
        {
            name.Bind(1, account).Bind(2, peer.ToString()).Bind(3, message).Run();
        }

        Bound(peer);
    }

    private void Bound(Jid peer)
    {
        using var surplus = connection.Prepare(
            """
            DELETE FROM erased_messages WHERE id IN (
              SELECT id FROM erased_messages WHERE account_id = ?1 AND peer = ?2 ORDER BY id DESC LIMIT -1 OFFSET ?3)
            """
        );
        surplus.Bind(1, account).Bind(2, peer.ToString()).Bind(3, StoreRules.MaxErased).Run();
    }
}
