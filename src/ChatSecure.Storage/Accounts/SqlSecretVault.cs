// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Accounts;

internal sealed class SqlSecretVault(Database database) : ISecretVault
{
    public ValueTask<byte[]?> GetAsync(Jid account, string name, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    "SELECT v.secret FROM vault v JOIN accounts a ON a.id = v.account_id WHERE a.jid = ?1 AND v.name = ?2"
                );
                return statement.Bind(1, account.ToString()).Bind(2, name).Step() ? statement.Blob(0) : null;
            },
            cancellationToken
        );

    public async ValueTask SetAsync(Jid account, string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        StoreRules.Bare(account);
        await database
            .WriteAsync(
                (connection, _) =>
                {
                    using var upsert = connection.Prepare(
                        """
                        INSERT INTO vault (account_id, name, secret) VALUES (?1, ?2, ?3)
                        ON CONFLICT (account_id, name) DO UPDATE SET secret = excluded.secret
                        """
                    );
                    upsert.Bind(1, AccountIds.GetOrAdd(connection, account)).Bind(2, name).Bind(3, secret.Span).Run();
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(Jid account, string name, CancellationToken cancellationToken = default) =>
        await database
            .WriteAsync(
                (connection, _) =>
                {
                    using var delete = connection.Prepare(
                        "DELETE FROM vault WHERE account_id = (SELECT id FROM accounts WHERE jid = ?1) AND name = ?2"
                    );
                    delete.Bind(1, account.ToString()).Bind(2, name).Run();
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
}
