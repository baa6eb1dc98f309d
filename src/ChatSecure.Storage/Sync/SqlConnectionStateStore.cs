// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Sync;

internal sealed class SqlConnectionStateStore(Database database) : IConnectionStateStore
{
    public ValueTask<byte[]?> GetAsync(Jid account, ConnectionRecord record, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    "SELECT r.content FROM connection_records r JOIN accounts a ON a.id = r.account_id WHERE a.jid = ?1 AND r.record = ?2"
                );
                return statement.Bind(1, account.ToString()).Bind(2, (long)record).Step() ? statement.Blob(0) : null;
            },
            cancellationToken
        );

    public async ValueTask SetAsync(
        Jid account,
        ConnectionRecord record,
        ReadOnlyMemory<byte>? content,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Bare(account);
        await database
            .WriteAsync(
                (connection, _) =>
                {
                    var id = AccountIds.GetOrAdd(connection, account);
                    using var write = connection.Prepare(
                        content is null
                            ? "DELETE FROM connection_records WHERE account_id = ?1 AND record = ?2"
                            : "INSERT OR REPLACE INTO connection_records (account_id, record, content) VALUES (?1, ?2, ?3)"
                    );
                    write.Bind(1, id).Bind(2, (long)record);
                    if (content is { } bytes)
                    {
                        write.Bind(3, bytes.Span);
                    }

                    write.Run();
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }
}
