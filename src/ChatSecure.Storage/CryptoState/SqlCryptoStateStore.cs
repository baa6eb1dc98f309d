// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Profiles;
using ChatSecure.Stores;

namespace ChatSecure.Storage.CryptoState;

internal sealed class SqlCryptoStateStore(Database database) : ICryptoStateStore
{
    public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(
                    """
                    SELECT r.value FROM crypto_records r JOIN accounts a ON a.id = r.account_id
                    WHERE a.jid = ?1 AND r."table" = ?2 AND r.key = ?3
                    """
                );
                return statement.Bind(1, account.ToString()).Bind(2, table).Bind(3, key).Step() ? statement.Blob(0) : null;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    ) =>
        database.ReadAsync<IReadOnlyList<CryptoRecord>>(
            connection =>
            {
                // Keys that start with the prefix follow it without a gap.
                using var statement = connection.Prepare(
                    """
                    SELECT r.key, r.value FROM crypto_records r JOIN accounts a ON a.id = r.account_id
                    WHERE a.jid = ?1 AND r."table" = ?2 AND r.key >= ?3 ORDER BY r.key
                    """
                );
                statement.Bind(1, account.ToString()).Bind(2, table).Bind(3, keyPrefix);
                List<CryptoRecord> records = [];
                while (statement.Step())
                {
                    var key = statement.Text(0)!;
                    if (!key.StartsWith(keyPrefix, StringComparison.Ordinal))
                    {
                        break;
                    }

                    records.Add(new(table, key, statement.Blob(1)));
                }

                // SQLite orders by UTF-8, which is not the ordinal order where characters beyond the basic plane are.
                return [.. records.OrderBy(record => record.Key, StringComparer.Ordinal)];
            },
            cancellationToken
        );
}
