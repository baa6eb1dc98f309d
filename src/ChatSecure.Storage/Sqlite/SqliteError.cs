// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Errors;
using SQLitePCL;

namespace ChatSecure.Storage.Sqlite;

/// <summary>What SQLite's result codes mean to our callers. SQLite's own texts are left out: they may quote what was being stored.</summary>
internal static class SqliteError
{
    public static void ThrowIfFailed(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Create(code);
        }
    }

    public static ChatSecureException Create(int code)
    {
        var (kind, message) = (code & 0xFF) switch
        {
            raw.SQLITE_NOTADB => (
                ErrorKind.StorageDamaged,
                "The database can't be read with the key of its key file: it is damaged, or not the one that belongs to the key file."
            ),
            raw.SQLITE_CORRUPT or raw.SQLITE_FORMAT => (ErrorKind.StorageDamaged, "The database is damaged."),
            raw.SQLITE_FULL => (ErrorKind.StorageUnavailable, "The disk is full."),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => (ErrorKind.StorageUnavailable, "The database can't be written."),
            raw.SQLITE_CANTOPEN => (ErrorKind.StorageUnavailable, "A file of the database can't be opened."),
            raw.SQLITE_IOERR => (ErrorKind.StorageUnavailable, "The disk reported an error."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => (
                ErrorKind.StorageUnavailable,
                "The database is in use by another process."
            ),
            _ => (ErrorKind.Failed, "SQLite reported an error that should not happen."),
        };
        return new(kind, message) { Condition = string.Create(CultureInfo.InvariantCulture, $"sqlite-{code}") };
    }
}
