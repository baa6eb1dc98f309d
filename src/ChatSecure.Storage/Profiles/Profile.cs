// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Migrations;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;
using SQLitePCL;

namespace ChatSecure.Storage.Profiles;

/// <summary>Opens profiles and makes new ones. A profile is there once its key file is: a database is first made under another name, the key file written,
/// and the database given its name. Whatever breaks off in between, the next attempt begins again or goes on. A database that has its name is never deleted,
/// renamed or made anew.</summary>
internal static class Profile
{
    private static ReadOnlySpan<byte> PlainHeader => "SQLite format 3"u8;

    public static async ValueTask<IChatStore> OpenAsync(SqlCipherOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var provider = options.Provider ?? SystemSqlCipher.Provider;
        CipherConnection.Probe(provider);
        using var key = await options.KeySource!.GetKeyAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        var files = new ProfileFiles(options.Directory, options.FileName);
        var profileLock = FileErrors.Guard(() =>
        {
            files.CreateDirectory();
            return ProfileLock.Take(files);
        });
        DatabaseSecret? secret = null;
        SqliteConnection? writer = null;
        try
        {
            secret = FileErrors.Guard(() => Unlock(provider, files, key));
            FileErrors.Guard(() => CheckHeader(files.Database, secret));
            writer = CipherConnection.OpenWriter(provider, files.Database, secret);
            Migrator.Migrate(writer);
            return new SqlCipherChatStore(new(provider, files.Database, writer, secret, profileLock, time));
        }
        catch
        {
            writer?.Dispose();
            secret?.Dispose();
            profileLock.Dispose();
            throw;
        }
    }

    private static DatabaseSecret Unlock(ISQLite3Provider provider, ProfileFiles files, DatabaseKey key)
    {
        var hasDatabase = File.Exists(files.Database);
        if (!File.Exists(files.Key))
        {
            return hasDatabase
                ? throw new ChatSecureException(
                    ErrorKind.StorageDamaged,
                    "The database is there but its key file is missing. Restore the key file from a backup; without it nothing can read the database."
                )
                : Create(provider, files, key);
        }

        var secret = KeyFile.Unwrap(ReadKey(files), key);
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

    private static DatabaseSecret Create(ISQLite3Provider provider, ProfileFiles files, DatabaseKey key)
    {
        files.DeleteUnfinished();
        var secret = DatabaseSecret.Create();
        try
        {
            ProfileFiles.OpenOwn(files.NewDatabase, FileMode.CreateNew).Dispose();
            using (var connection = CipherConnection.OpenWriter(provider, files.NewDatabase, secret))
            {
                Migrator.Migrate(connection);
            }

            CheckHeader(files.NewDatabase, secret);
            files.WriteKey(KeyFile.Wrap(secret, key));
            files.FinishDatabase();
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    private static byte[] ReadKey(ProfileFiles files)
    {
        using var stream = File.OpenRead(files.Key);
        Span<byte> buffer = stackalloc byte[KeyFile.Length + 1];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)].ToArray();
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
