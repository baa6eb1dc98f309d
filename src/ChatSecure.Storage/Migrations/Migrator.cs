// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Migrations;

/// <summary>Brings a database to the newest schema, one transaction a step. The steps are the embedded files <c>NNN_name.sql</c>; a step that has been
/// released is never changed.</summary>
internal static class Migrator
{
    private static readonly string[] _steps = [.. typeof(Migrator).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    /// <summary>The version of a database that this code writes.</summary>
    public static int NewestVersion => _steps.Length;

    public static int Version(SqliteConnection connection) =>
        int.Parse(connection.Scalar("PRAGMA user_version")!, CultureInfo.InvariantCulture);

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageDamaged"/>: a newer version of this software has written the database.</exception>
    public static void Migrate(SqliteConnection connection) => Migrate(connection, NewestVersion);

    /// <summary>Brings a database to a schema, which may be a former one.</summary>
    public static void Migrate(SqliteConnection connection, int target)
    {
        var version = Version(connection);
        if (version > NewestVersion)
        {
            throw new ChatSecureException(
                ErrorKind.StorageDamaged,
                "The database was written by a newer version of this software. Update it to open this profile."
            );
        }

        for (var next = version + 1; next <= target; next++)
        {
            var step = Read(_steps[next - 1]);
            var number = next;
            connection.Write(open =>
            {
                open.Execute(step);
                open.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
                return number;
            });
        }
    }

    private static string Read(string step)
    {
        using var stream = typeof(Migrator).Assembly.GetManifestResourceStream(step)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
