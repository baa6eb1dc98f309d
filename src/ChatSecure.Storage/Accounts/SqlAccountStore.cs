// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Accounts;

internal sealed class SqlAccountStore(Database database, SqlMediaStore media) : IAccountStore
{
    private const string Columns = "jid, added_at, server_host, server_port, server_tls, extra_authorities, pins, proxy, websocket";

    public ValueTask<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<AccountSettings>>(
            connection =>
            {
                using var statement = connection.Prepare($"SELECT {Columns} FROM accounts WHERE added_at IS NOT NULL");
                List<AccountSettings> accounts = [];
                while (statement.Step())
                {
                    accounts.Add(Read(statement));
                }

                return [.. accounts.OrderBy(account => account.Jid.ToString(), StringComparer.Ordinal)];
            },
            cancellationToken
        );

    public ValueTask<AccountSettings?> FindAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"SELECT {Columns} FROM accounts WHERE jid = ?1 AND added_at IS NOT NULL");
                return statement.Bind(1, account.ToString()).Step() ? Read(statement) : null;
            },
            cancellationToken
        );

    public async ValueTask SaveAsync(AccountSettings account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        StoreRules.Bare(account.Jid);
        await database.WriteAsync((connection, _) => Save(connection, account), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> RemoveAsync(Jid account, CancellationToken cancellationToken = default)
    {
        var removed = await database
            .WriteAsync((connection, topics) => Remove(connection, account, topics), cancellationToken)
            .ConfigureAwait(false);
        await media.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private static bool Save(SqliteConnection connection, AccountSettings account)
    {
        using var statement = connection.Prepare(
            """
            UPDATE accounts SET added_at = ?2, server_host = ?3, server_port = ?4, server_tls = ?5, extra_authorities = ?6, pins = ?7, proxy = ?8,
              websocket = ?9
            WHERE id = ?1
            """
        );
        statement
            .Bind(1, AccountIds.GetOrAdd(connection, account.Jid))
            .Bind(2, account.AddedAt.UtcTicks)
            .Bind(3, account.Server?.Host)
            .Bind(4, account.Server?.Port)
            .Bind(5, (long?)account.Server?.Tls)
            .Bind(6, account.ExtraAuthoritiesPem)
            .Bind(7, StoredText.List(account.Pins))
            .Bind(8, account.Proxy)
            .Bind(9, account.WebSocketAddress?.OriginalString)
            .Run();
        return true;
    }

    private static bool Remove(SqliteConnection connection, Jid account, ISet<FeedTopic> topics)
    {
        if (AccountIds.Find(connection, account) is not { } id)
        {
            return false;
        }

        topics.Add(FeedTopic.ListOf(account));
        using (var conversations = connection.Prepare("SELECT peer FROM conversations WHERE account_id = ?1"))
        {
            conversations.Bind(1, id);
            while (conversations.Step())
            {
                topics.Add(new ConversationId(account, StoredText.Jid(conversations.Text(0))));
            }
        }

        bool wasStored;
        using (var stored = connection.Prepare("SELECT added_at IS NOT NULL FROM accounts WHERE id = ?1"))
        {
            wasStored = stored.Bind(1, id).Step() && stored.Boolean(0);
        }

        using (var delete = connection.Prepare("DELETE FROM accounts WHERE id = ?1"))
        {
            delete.Bind(1, id).Run();
        }

        SearchIndex.Forget(connection);
        return wasStored;
    }

    private static AccountSettings Read(SqliteStatement row) =>
        new()
        {
            Jid = StoredText.Jid(row.Text(0)),
            AddedAt = new(row.Int64(1), TimeSpan.Zero),
            Server = row.Text(2) is { } host ? new(host, row.Int32(3), (TlsMode)row.Int32(4)) : null,
            ExtraAuthoritiesPem = row.Text(5),
            Pins = StoredText.List(row.Text(6)),
            Proxy = row.Text(7),
            WebSocketAddress = row.Text(8) is { } address ? StoredText.Address(address) : null,
        };
}
