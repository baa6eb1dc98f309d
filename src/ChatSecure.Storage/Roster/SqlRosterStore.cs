// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Roster;

internal sealed class SqlRosterStore(Database database) : IRosterStore
{
    private const string Select = """
        SELECT c.jid, c.name, c.subscription, c.is_pending_out, c.is_pending_in, c.is_blocked, c.groups
        FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE a.jid = ?1
        """;

    public ValueTask<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            connection =>
            {
                using var statement = connection.Prepare(Select);
                statement.Bind(1, account.ToString());
                List<Contact> contacts = [];
                while (statement.Step())
                {
                    contacts.Add(Read(statement));
                }

                return [.. contacts.OrderBy(contact => contact.Jid.ToString(), StringComparer.Ordinal)];
            },
            cancellationToken
        );

    public ValueTask<Contact?> FindAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"{Select} AND c.jid = ?2");
                return statement.Bind(1, account.ToString()).Bind(2, contact.ToString()).Step() ? Read(statement) : null;
            },
            cancellationToken
        );

    public ValueTask<string?> GetVersionAsync(Jid account, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare("SELECT roster_version FROM accounts WHERE jid = ?1");
                return statement.Bind(1, account.ToString()).Step() ? statement.Text(0) : null;
            },
            cancellationToken
        );

    public ValueTask ReplaceAsync(
        Jid account,
        IReadOnlyList<Contact> contacts,
        string? version,
        CancellationToken cancellationToken = default
    ) =>
        ChangeAsync(
            account,
            contacts,
            (connection, id) =>
            {
                Clear(connection, id);
                Put(connection, id, contacts);
                SetVersion(connection, id, version);
            },
            cancellationToken
        );

    public ValueTask SaveAsync(Jid account, Contact contact, string? version, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            [contact],
            (connection, id) =>
            {
                Put(connection, id, [contact]);
                KeepOrSetVersion(connection, id, version);
            },
            cancellationToken
        );

    public ValueTask RemoveAsync(Jid account, Jid contact, string? version, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            [],
            (connection, id) =>
            {
                using var delete = connection.Prepare("DELETE FROM contacts WHERE account_id = ?1 AND jid = ?2");
                delete.Bind(1, id).Bind(2, contact.ToString()).Run();
                KeepOrSetVersion(connection, id, version);
            },
            cancellationToken
        );

    private async ValueTask ChangeAsync(
        Jid account,
        IReadOnlyList<Contact> contacts,
        Action<SqliteConnection, long> change,
        CancellationToken cancellationToken
    )
    {
        StoreRules.Bare(account);
        foreach (var contact in contacts)
        {
            StoreRules.Bare(contact.Jid);
        }

        await database
            .WriteAsync(
                (connection, topics) =>
                {
                    change(connection, AccountIds.GetOrAdd(connection, account));

                    // The conversation list shows the contacts' names.
                    return topics.Add(FeedTopic.ListOf(account));
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Empties the roster. Of a contact that waits for our answer, the request remains.</summary>
    private static void Clear(SqliteConnection connection, long account)
    {
        using var delete = connection.Prepare("DELETE FROM contacts WHERE account_id = ?1 AND is_pending_in = 0");
        delete.Bind(1, account).Run();
        using var reduce = connection.Prepare(
            "UPDATE contacts SET name = NULL, subscription = 0, is_pending_out = 0, groups = '[]' WHERE account_id = ?1"
        );
        reduce.Bind(1, account).Run();
    }

    private static void Put(SqliteConnection connection, long account, IReadOnlyList<Contact> contacts)
    {
        foreach (var contact in contacts)
        {
            using var upsert = connection.Prepare(
                """
                INSERT INTO contacts (account_id, jid, name, subscription, is_pending_out, is_pending_in, is_blocked, groups)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT (account_id, jid) DO UPDATE SET name = excluded.name, subscription = excluded.subscription,
                  is_pending_out = excluded.is_pending_out, is_pending_in = excluded.is_pending_in, is_blocked = excluded.is_blocked,
                  groups = excluded.groups
                """
            );
            upsert
                .Bind(1, account)
                .Bind(2, contact.Jid.ToString())
                .Bind(3, contact.Name)
                .Bind(4, (long)contact.Subscription)
                .Bind(5, contact.IsPendingOut ? 1L : 0L)
                .Bind(6, contact.IsPendingIn ? 1L : 0L)
                .Bind(7, contact.IsBlocked ? 1L : 0L)
                .Bind(8, StoredText.List(contact.Groups))
                .Run();
        }
    }

    private static void KeepOrSetVersion(SqliteConnection connection, long account, string? version)
    {
        if (version is not null)
        {
            SetVersion(connection, account, version);
        }
    }

    private static void SetVersion(SqliteConnection connection, long account, string? version)
    {
        using var update = connection.Prepare("UPDATE accounts SET roster_version = ?2 WHERE id = ?1");
        update.Bind(1, account).Bind(2, version).Run();
    }

    private static Contact Read(SqliteStatement row) =>
        new()
        {
            Jid = StoredText.Jid(row.Text(0)),
            Name = row.Text(1),
            Subscription = (SubscriptionState)row.Int32(2),
            IsPendingOut = row.Boolean(3),
            IsPendingIn = row.Boolean(4),
            IsBlocked = row.Boolean(5),
            Groups = StoredText.List(row.Text(6)),
        };
}
