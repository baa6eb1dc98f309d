// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Search;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Backups;

/// <summary>Fills a profile that has no account yet with a backup. A new database under the same secret is made beside the old one and takes its place once it is
/// whole: whenever this breaks off, the next start finds the one or the other.</summary>
internal static class Refilling
{
    /// <param name="provider">The SQLite to use.</param>
    /// <param name="files">The profile; no connection to it is open.</param>
    /// <param name="secret">The database's secret, which stays.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="backupKey">What opens it.</param>
    /// <param name="cancellationToken">Gives up; nothing was changed.</param>
    public static void Run(
        ISQLite3Provider provider,
        ProfileFiles files,
        DatabaseSecret secret,
        Stream backup,
        DatabaseKey backupKey,
        CancellationToken cancellationToken
    )
    {
        RequireNoAccount(provider, files, secret);
        var media = new MediaFolder(files.Media);

        // Without an account, no file belongs to anybody.
        DeleteAll(media);
        try
        {
            ProfileFiles.DeleteDatabase(files.RekeyedDatabase);
            ProfileFiles.OpenOwn(files.RekeyedDatabase, FileMode.CreateNew).Dispose();
            using (var connection = CipherConnection.OpenWriter(provider, files.RekeyedDatabase, secret))
            {
                Restoring.Fill(connection, media, backup, backupKey, cancellationToken);
                SearchIndex.Prepare(connection);
                connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
            }

            if (File.Exists(files.Database + "-wal"))
            {
                throw new ChatSecureException(ErrorKind.StorageUnavailable, "The database is in use by another process.");
            }

            File.Move(files.RekeyedDatabase, files.Database, overwrite: true);
            DirectoryFlush.Flush(files.Directory);
        }
        catch
        {
            ProfileFiles.DeleteDatabase(files.RekeyedDatabase);
            DeleteAll(media);
            throw;
        }
    }

    private static void RequireNoAccount(ISQLite3Provider provider, ProfileFiles files, DatabaseSecret secret)
    {
        using var connection = CipherConnection.OpenWriter(provider, files.Database, secret);
        if (connection.Scalar("SELECT count(*) FROM accounts") != "0")
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is an account in the profile that a backup should fill.");
        }
    }

    private static void DeleteAll(MediaFolder media)
    {
        foreach (var (_, path) in media.List())
        {
            File.Delete(path);
        }
    }
}
