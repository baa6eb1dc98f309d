// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Profiles;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Sync;

internal sealed class SqlArchiveCursorStore(Database database) : IArchiveCursorStore
{
    public ValueTask<ArchiveCursor?> GetAsync(Jid account, Jid archive, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    "SELECT c.last_id FROM archive_cursors c JOIN accounts a ON a.id = c.account_id WHERE a.jid = ?1 AND c.archive = ?2"
                );
                return statement.Bind(1, account.ToString()).Bind(2, archive.ToString()).Step()
                    ? new ArchiveCursor(archive, statement.Text(0)!)
                    : null;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<ArchiveGap>> ListGapsAsync(Jid account, Jid archive, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ArchiveGap>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT g.after_id, g.before_id, g.before_at FROM archive_gaps g JOIN accounts a ON a.id = g.account_id
                    WHERE a.jid = ?1 AND g.archive = ?2 ORDER BY g.id
                    """
                );
                statement.Bind(1, account.ToString()).Bind(2, archive.ToString());
                List<ArchiveGap> gaps = [];
                while (statement.Step())
                {
                    gaps.Add(new(archive, statement.Text(0)!, statement.Text(1)!) { BeforeAt = statement.Time(2) });
                }

                return gaps;
            },
            cancellationToken
        );
}
