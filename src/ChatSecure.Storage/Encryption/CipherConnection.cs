// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Encryption;

/// <summary>Opens connections that encrypt, and no others: nothing that a key or a cipher setting is said to do is believed before it was read back.</summary>
internal static class CipherConnection
{
    public const string PageSize = "4096";
    public const string HmacAlgorithm = "HMAC_SHA512";

    private const int MinimumCipherMajor = 4;

    /// <summary>Checks in memory, before any file is touched, that this SQLite is SQLCipher 4 or newer with FTS5.</summary>
    public static void Probe(ISQLite3Provider provider)
    {
        SystemSqlCipher.ThrowIfReplaced(provider);
        using var connection = SqliteConnection.Open(provider, ":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        using var secret = DatabaseSecret.Create();
        SetKey(connection, secret);
        try
        {
            connection.Execute("CREATE VIRTUAL TABLE temp.probe USING fts5(body, tokenize='unicode61 remove_diacritics 2')");
        }
        catch (ChatSecureException error)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "This SQLCipher has no full-text search (FTS5).", error);
        }
    }

    /// <summary>The one connection that writes.</summary>
    public static SqliteConnection OpenWriter(ISQLite3Provider provider, string path, DatabaseSecret secret) =>
        Open(
            provider,
            path,
            secret,
            raw.SQLITE_OPEN_READWRITE,
            connection =>
            {
                // FULL: a commit that was reported survives a loss of power.
                connection.Execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216");
                Expect(connection, "PRAGMA journal_mode = WAL", "wal");
                Set(connection, "secure_delete", "1");
                Set(connection, "foreign_keys", "1");
                Expect(connection, "PRAGMA synchronous", "2");
            }
        );

    /// <summary>A connection that reads snapshots. It never checkpoints: that is the writer's alone.</summary>
    public static SqliteConnection OpenReader(ISQLite3Provider provider, string path, DatabaseSecret secret) =>
        Open(provider, path, secret, raw.SQLITE_OPEN_READONLY, connection => Expect(connection, "PRAGMA wal_autocheckpoint = 0", "0"));

    /// <summary>A connection that reads a damaged database as far as it goes. What it can't write it also can't make worse.</summary>
    public static SqliteConnection OpenDamaged(ISQLite3Provider provider, string path, DatabaseSecret secret) =>
        Open(provider, path, secret, raw.SQLITE_OPEN_READONLY, _ => { }, isTolerant: true);

    private static SqliteConnection Open(
        ISQLite3Provider provider,
        string path,
        DatabaseSecret secret,
        int flags,
        Action<SqliteConnection> configure,
        bool isTolerant = false
    )
    {
        SystemSqlCipher.ThrowIfReplaced(provider);
        var connection = SqliteConnection.Open(provider, path, flags);
        try
        {
            SetKey(connection, secret);
            Set(connection, "temp_store", "2");

            if (isTolerant)
            {
                // Otherwise SQLite refuses a file that is shorter than its first page says, all of it.
                connection.Execute("PRAGMA writable_schema = ON");
            }

            // The first page is read, and its authentication code checked, here.
            connection.Scalar("SELECT count(*) FROM sqlite_master");
            configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void SetKey(SqliteConnection connection, DatabaseSecret secret)
    {
        Span<byte> specification = stackalloc byte[DatabaseSecret.SpecificationLength];
        secret.WriteSpecification(specification);
        int code;
        try
        {
            code = connection.Key(specification);
        }
        catch (Exception error) when (error is NullReferenceException or EntryPointNotFoundException or NotImplementedException)
        {
            // How providers answer when their library has no such function.
            throw DoesNotEncrypt(error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(specification);
        }

        RequireSupported(code == raw.SQLITE_OK ? connection.Scalar("PRAGMA cipher_version") : null);
        // SQLCipher would write to the program's standard error what we report as exceptions.
        connection.Execute("PRAGMA cipher_log_level = NONE");
        connection.Execute($"PRAGMA cipher_page_size = {PageSize}; PRAGMA cipher_hmac_algorithm = {HmacAlgorithm}");
        Expect(connection, "PRAGMA cipher_page_size", PageSize);
        Expect(connection, "PRAGMA cipher_hmac_algorithm", HmacAlgorithm);
        Expect(connection, "PRAGMA cipher_use_hmac", "1");
    }

    /// <summary>Refuses a library by what it says for <c>cipher_version</c>, such as <c>4.6.1 community</c>; a plain SQLite says nothing.</summary>
    internal static void RequireSupported(string? version)
    {
        if (string.IsNullOrEmpty(version))
        {
            throw DoesNotEncrypt(null);
        }

        if (
            !int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || major < MinimumCipherMajor
        )
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "This SQLCipher is older than version 4.");
        }
    }

    private static void Set(SqliteConnection connection, string pragma, string value)
    {
        connection.Execute($"PRAGMA {pragma} = {value}");
        Expect(connection, $"PRAGMA {pragma}", value);
    }

    private static void Expect(SqliteConnection connection, string pragma, string value)
    {
        if (connection.Scalar(pragma) != value)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, $"This SQLite does not keep a setting that we need: {pragma}.");
        }
    }

    private static ChatSecureException DoesNotEncrypt(Exception? cause) =>
        new(ErrorKind.NotSupported, "This SQLite does not encrypt. Give the storage options a provider for SQLCipher 4 or newer.", cause);
}
