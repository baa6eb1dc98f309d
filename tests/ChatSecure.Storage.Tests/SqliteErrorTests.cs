// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Tests;

public sealed class SqliteErrorTests
{
    [Theory]
    [InlineData(raw.SQLITE_NOTADB, ErrorKind.StorageDamaged)]
    [InlineData(raw.SQLITE_CORRUPT, ErrorKind.StorageDamaged)]
    [InlineData(raw.SQLITE_ERROR, ErrorKind.StorageDamaged)]
    [InlineData(267, ErrorKind.StorageDamaged)]
    [InlineData(raw.SQLITE_FULL, ErrorKind.StorageUnavailable)]
    [InlineData(raw.SQLITE_READONLY, ErrorKind.StorageUnavailable)]
    [InlineData(raw.SQLITE_CANTOPEN, ErrorKind.StorageUnavailable)]
    [InlineData(raw.SQLITE_IOERR_FSYNC, ErrorKind.StorageUnavailable)]
    [InlineData(raw.SQLITE_BUSY, ErrorKind.StorageUnavailable)]
    [InlineData(517, ErrorKind.StorageUnavailable)]
    [InlineData(raw.SQLITE_CONSTRAINT, ErrorKind.Failed)]
    [InlineData(raw.SQLITE_MISUSE, ErrorKind.Failed)]
    public void Each_result_has_its_kind_and_its_number(int code, ErrorKind kind)
    {
        var error = Assert.Throws<ChatSecureException>(() => SqliteError.ThrowIfFailed(code));
        Assert.Equal(kind, error.Kind);
        Assert.Equal($"sqlite-{code}", error.Condition);
    }

    [Fact]
    public void Failure_does_not_quote_what_was_asked()
    {
        using var connection = SqliteConnection.Open(SystemSqlCipher.Provider, ":memory:", raw.SQLITE_OPEN_READWRITE);
        var error = Assert.Throws<ChatSecureException>(() => connection.Scalar("SELECT 'secretword' FROM nowhere"));
        Assert.DoesNotContain("secretword", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Statement_that_is_in_use_is_not_lent_twice()
    {
        using var connection = SqliteConnection.Open(SystemSqlCipher.Provider, ":memory:", raw.SQLITE_OPEN_READWRITE);
        using (connection.Prepare("SELECT 1"))
        {
            Assert.Throws<InvalidOperationException>(() => connection.Prepare("SELECT 1"));
        }

        using var again = connection.Prepare("SELECT 1");
        Assert.True(again.Step());
    }
}
