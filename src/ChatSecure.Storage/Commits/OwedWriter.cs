// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Commits;

/// <summary>Writes what others are still to be told.</summary>
internal sealed class OwedWriter(SqliteConnection connection, long account)
{
    public void Write(ChangeSet changes)
    {
        foreach (var report in changes.Owed)
        {
            Add(report);
        }

        foreach (var done in changes.OwedDone)
        {
            using var delete = connection.Prepare(
                "DELETE FROM owed WHERE account_id = ?1 AND peer = ?2 AND kind = ?3 AND recipient = ?4 AND about = ?5"
            );
            Bind(delete, done).Run();
        }
    }

    private void Add(OwedReport report)
    {
        if (report.Kind != OwedKind.Received)
        {
            using var former = connection.Prepare("DELETE FROM owed WHERE account_id = ?1 AND peer = ?2 AND kind = ?3");
            former.Bind(1, account).Bind(2, report.Conversation.Peer.ToString()).Bind(3, (long)report.Kind).Run();
        }

        using (
            var insert = connection.Prepare(
                "INSERT OR IGNORE INTO owed (account_id, peer, kind, recipient, about, encryption) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            )
        )
        {
            Bind(insert, report).Bind(6, (long)report.Encryption).Run();
        }

        if (connection.Changes > 0 && report.Kind == OwedKind.Received)
        {
            Bound(report);
        }
    }

    private void Bound(OwedReport report)
    {
        using var surplus = connection.Prepare(
            """
            DELETE FROM owed WHERE id IN (
              SELECT id FROM owed WHERE account_id = ?1 AND peer = ?2 AND kind = ?3 ORDER BY id DESC LIMIT -1 OFFSET ?4)
            """
        );
        surplus
            .Bind(1, account)
            .Bind(2, report.Conversation.Peer.ToString())
            .Bind(3, (long)report.Kind)
            .Bind(4, StoreRules.MaxReceipts)
            .Run();
    }

    private SqliteStatement Bind(SqliteStatement statement, OwedReport report) =>
        statement
            .Bind(1, account)
            .Bind(2, report.Conversation.Peer.ToString())
            .Bind(3, (long)report.Kind)
            .Bind(4, report.To.ToString())
            .Bind(5, report.About);
}
