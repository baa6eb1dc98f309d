// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Profiles;

/// <summary>Looks a database over. Reads every page once, so it takes about a second for each gigabyte or two.</summary>
internal static class ProfileCheck
{
    public static IReadOnlyList<KeyValuePair<string, string>> Run(SqliteConnection connection) =>
        [
            new("cipher", connection.Scalar("PRAGMA cipher_version") ?? "none"),
            new("cipher.provider", connection.Scalar("PRAGMA cipher_provider") ?? "unknown"),
            new("cipher.page_size", connection.Scalar("PRAGMA cipher_page_size") ?? "unknown"),
            new("cipher.hmac", connection.Scalar("PRAGMA cipher_hmac_algorithm") ?? "unknown"),
            new("sqlite", connection.Scalar("SELECT sqlite_version()") ?? "unknown"),
            new("schema", Migrator.Version(connection).ToString(CultureInfo.InvariantCulture)),
            new("journal", connection.Scalar("PRAGMA journal_mode") ?? "unknown"),
            new("integrity", connection.Scalar("PRAGMA quick_check(1)") ?? "unknown"),
            new("foreign_keys", connection.Scalar("PRAGMA foreign_key_check") is null ? "ok" : "broken"),
        ];
}
