// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Rows;

/// <summary>The numbers under which accounts own their data.</summary>
internal static class AccountIds
{
    public static long? Find(SqliteConnection connection, Jid account)
    {
        using var statement = connection.Prepare("SELECT id FROM accounts WHERE jid = ?1");
        return statement.Bind(1, account.ToString()).Step() ? statement.Int64(0) : null;
    }

    public static long GetOrAdd(SqliteConnection connection, Jid account)
    {
        if (Find(connection, account) is { } known)
        {
            return known;
        }

        using var statement = connection.Prepare("INSERT INTO accounts (jid) VALUES (?1)");
        statement.Bind(1, account.ToString()).Run();
        return connection.LastInsertRowId;
    }
}
