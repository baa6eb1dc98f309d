// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Backups;

/// <summary>The tables that hold what can't be made anew: all but the search indexes and what triggers fill.</summary>
internal static class TableList
{
    private static readonly string[] _derived = ["names", "media_trash"];
    private static readonly string[] _indexes = ["messages_text", "names_text"];

    /// <summary>The tables of a database with their columns, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(SqliteConnection connection)
    {
        List<string> tables = [];
        using (var statement = connection.Prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            while (statement.Step())
            {
                tables.Add(statement.Text(0)!);
            }
        }

        return tables
            .Where(table =>
                !table.StartsWith("sqlite_", StringComparison.Ordinal)
                && !_derived.Contains(table)
                && !_indexes.Any(index => table.StartsWith(index, StringComparison.Ordinal))
            )
            .ToDictionary(table => table, table => Columns(connection, table));
    }

    /// <summary>A name of a table or column in a statement.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IReadOnlyList<string> Columns(SqliteConnection connection, string table)
    {
        using var statement = connection.Prepare($"SELECT * FROM {Quote(table)} LIMIT 0");
        return [.. Enumerable.Range(0, statement.ColumnCount).Select(statement.Name)];
    }
}
