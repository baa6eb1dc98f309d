// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Profiles;

/// <summary>Opens profiles and makes new ones. A profile is there once its key file is: a database is first made under another name, the key file written,
/// and the database given its name. Whatever breaks off in between, the next attempt begins again or goes on. A database that has its name is never deleted,
/// renamed or made anew.</summary>
internal static class Profile
{
    private static ReadOnlySpan<byte> PlainHeader => "SQLite format 3"u8;

    public static async ValueTask<SqlCipherChatStore> OpenAsync(
        SqlCipherOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var provider = options.Provider ?? SystemSqlCipher.Provider;
        CipherConnection.Probe(provider);
        var files = new ProfileFiles(options.Directory, options.FileName);
        var keys = new ProfileKeys(options, provider, files, time);
        using var key = await keys.AskAsync(cancellationToken).ConfigureAwait(false);
        var profileLock = FileErrors.Guard(() =>
        {
            files.CreateDirectory();
            return ProfileLock.Take(files);
        });
        DatabaseSecret? secret = null;
        SqliteConnection? writer = null;
        try
        {
            secret = FileErrors.Guard(() => Unlock(provider, files, keys, key));
            FileErrors.Guard(() => CheckHeader(files.Database, secret));
            writer = CipherConnection.OpenWriter(provider, files.Database, secret);
            Migrator.Migrate(writer);
            SearchIndex.Prepare(writer);
            var database = new Database(provider, files.Database, writer, secret, profileLock, time);
            return await SqlCipherChatStore.StartAsync(database, options, files, keys, time).ConfigureAwait(false);
        }
        catch
        {
            writer?.Dispose();
            secret?.Dispose();
            profileLock.Dispose();
            throw;
        }
    }

    private static DatabaseSecret Unlock(ISQLite3Provider provider, ProfileFiles files, ProfileKeys keys, DatabaseKey key)
    {
        var hasDatabase = File.Exists(files.Database);
        if (!File.Exists(files.Key))
        {
            return hasDatabase
                ? throw new ChatSecureException(
                    ErrorKind.StorageDamaged,
                    "The database is there but its key file is missing. Restore the key file from a backup; without it nothing can read the database."
                )
                : Create(provider, files, keys, key, null);
        }

        var secret = keys.Unlock(key);
        if (!hasDatabase)
        {
            if (!File.Exists(files.NewDatabase))
            {
                secret.Dispose();
                throw new ChatSecureException(
                    ErrorKind.StorageDamaged,
                    "The key file is there but its database is missing. Restore the database from a backup, or remove the key file to start anew."
                );
            }

            files.FinishDatabase();
        }

        return secret;
    }

    /// <summary>Makes a new profile.</summary>
    /// <param name="provider">The SQLite to use.</param>
    /// <param name="files">Where.</param>
    /// <param name="keys">What it is opened with.</param>
    /// <param name="key">The person's key.</param>
    /// <param name="fill">Puts in what it begins with, and brings it to the newest schema; null for an empty one.</param>
    public static DatabaseSecret Create(
        ISQLite3Provider provider,
        ProfileFiles files,
        ProfileKeys keys,
        DatabaseKey key,
        Action<SqliteConnection>? fill
    )
    {
        files.DeleteUnfinished();
        var secret = DatabaseSecret.Create();
        try
        {
            ProfileFiles.OpenOwn(files.NewDatabase, FileMode.CreateNew).Dispose();
            using (var connection = CipherConnection.OpenWriter(provider, files.NewDatabase, secret))
            {
                (fill ?? Migrator.Migrate)(connection);
            }

            CheckHeader(files.NewDatabase, secret);
            keys.Write(secret, key);
            files.FinishDatabase();
            DirectoryFlush.Flush(files.Directory);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>An SQLCipher file begins with its salt, a plain one with a text that says so.</summary>
    private static void CheckHeader(string path, DatabaseSecret secret)
    {
        Span<byte> header = stackalloc byte[DatabaseSecret.SaltLength];
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            header = header[..stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)];
        }

        if (header.StartsWith(PlainHeader))
        {
            throw new ChatSecureException(ErrorKind.StorageDamaged, "The database is not encrypted; it was not made by this software.");
        }

        if (!header.SequenceEqual(secret.Salt))
        {
            throw new ChatSecureException(
                ErrorKind.StorageDamaged,
                "The database is damaged, or not the one that belongs to the key file."
            );
        }
    }
}
