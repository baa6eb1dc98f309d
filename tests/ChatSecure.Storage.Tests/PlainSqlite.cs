// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using SQLitePCL;

namespace ChatSecure.Storage.Tests;

/// <summary>The plain SQLite that a host app may bring along.</summary>
public static class PlainSqlite
{
    public static ISQLite3Provider Provider { get; } = new SQLite3Provider_e_sqlite3();
}
