// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Search;

/// <summary>Keeps erased words out of the search index. From SQLite 3.42 on the index erases them at once; before, they stay until its parts are
/// merged.</summary>
internal static class SearchIndex
{
    private static readonly string[] _indexes = ["messages_text", "names_text"];
    private static readonly Version _erasesAtOnce = new(3, 42);

    /// <summary>Asks the indexes to erase at once, if this SQLite can. The setting stays in the database.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        if (!ErasesAtOnce(connection))
        {
            return;
        }

        foreach (var index in _indexes)
        {
            if (connection.Scalar($"SELECT v FROM {index}_config WHERE k = 'secure-delete'") != "1")
            {
                connection.Execute($"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)");
            }
        }
    }

    /// <summary>After rows were deleted: leaves no word of theirs in the index.</summary>
    public static void Forget(SqliteConnection connection)
    {
        if (!ErasesAtOnce(connection))
        {
            foreach (var index in _indexes)
            {
                connection.Execute($"INSERT INTO {index} ({index}) VALUES ('optimize')");
            }
        }
    }

    private static bool ErasesAtOnce(SqliteConnection connection) =>
        Version.Parse(connection.Scalar("SELECT sqlite_version()")!) >= _erasesAtOnce;
}
