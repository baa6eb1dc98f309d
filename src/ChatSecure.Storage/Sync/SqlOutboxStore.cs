// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Sync;

internal sealed class SqlOutboxStore(Database database) : IOutboxStore
{
    public ValueTask<IReadOnlyList<OutboxEntry>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<OutboxEntry>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT o.recipient, o.message_id, o.encryption, o.prepared, o.kind FROM outbox o JOIN accounts a ON a.id = o.account_id
                    WHERE a.jid = ?1 ORDER BY o.id
                    """
                );
                statement.Bind(1, account.ToString());
                List<OutboxEntry> entries = [];
                while (statement.Step())
                {
                    ReadOnlyMemory<byte>? prepared = statement.IsNull(3) ? null : new(statement.Blob(3));
                    entries.Add(
                        new(
                            account,
                            StoredText.Jid(statement.Text(0)),
                            new(statement.Text(1)!),
                            (EncryptionChoice)statement.Int32(2),
                            prepared
                        )
                        {
                            Kind = (OutboxKind)statement.Int32(4),
                        }
                    );
                }

                return entries;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<OwedReport>> ListOwedAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<OwedReport>>(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT o.peer, o.kind, o.recipient, o.about, o.encryption FROM owed o JOIN accounts a ON a.id = o.account_id
                    WHERE a.jid = ?1 ORDER BY o.id
                    """
                );
                statement.Bind(1, account.ToString());
                List<OwedReport> owed = [];
                while (statement.Step())
                {
                    owed.Add(
                        new(
                            new(account, StoredText.Jid(statement.Text(0))),
                            (OwedKind)statement.Int32(1),
                            StoredText.Jid(statement.Text(2)),
                            statement.Text(3)!,
                            (EncryptionKind)statement.Int32(4)
                        )
                    );
                }

                return owed;
            },
            cancellationToken
        );
}
