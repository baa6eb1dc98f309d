// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Sqlite;

namespace ChatSecure.Storage.Backups;

/// <summary>Makes a new profile out of something else. It is there once it is whole: until then it has no key file, and the next attempt begins anew.</summary>
internal static class Restoring
{
    public static ValueTask RunAsync(
        SqlCipherOptions options,
        TimeProvider time,
        Stream backup,
        DatabaseKey backupKey,
        CancellationToken cancellationToken
    ) => MakeAsync(options, time, (connection, media) => Fill(connection, media, backup, backupKey, cancellationToken), cancellationToken);

    /// <summary>Puts a backup into an empty database and an empty folder.</summary>
    public static void Fill(
        SqliteConnection connection,
        MediaFolder media,
        Stream backup,
        DatabaseKey backupKey,
        CancellationToken cancellationToken
    )
    {
        var header = new byte[BackupHeader.Length];
        var length = backup.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        BackupHeader.Check(header.AsSpan(0, length), backupKey);
        using var reader = new SealedReader(backup, BackupHeader.Cipher(header, backupKey));
        new BackupReader(reader, media).Fill(connection, cancellationToken);
    }

    /// <param name="options">The new profile.</param>
    /// <param name="time">The clock.</param>
    /// <param name="fill">Puts everything in, and brings the database to the newest schema.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask MakeAsync(
        SqlCipherOptions options,
        TimeProvider time,
        Action<SqliteConnection, MediaFolder> fill,
        CancellationToken cancellationToken
    )
    {
        var provider = options.Provider ?? SystemSqlCipher.Provider;
        CipherConnection.Probe(provider);
        var files = new ProfileFiles(options.Directory, options.FileName);
        RequireNone(files);
        var keys = new ProfileKeys(options, provider, files, time);
        using var key = await keys.AskAsync(cancellationToken).ConfigureAwait(false);
        using var profileLock = FileErrors.Guard(() =>
        {
            files.CreateDirectory();
            return ProfileLock.Take(files);
        });
        RequireNone(files);
        var media = new MediaFolder(files.Media);
        try
        {
            FileErrors.Guard(() => Profile.Create(provider, files, keys, key, connection => fill(connection, media))).Dispose();
        }
        catch
        {
            FileErrors.Guard(() =>
            {
                files.DeleteUnfinished();
                foreach (var (_, path) in media.List())
                {
                    File.Delete(path);
                }
            });
            throw;
        }
    }

    private static void RequireNone(ProfileFiles files)
    {
        if (File.Exists(files.Key) || File.Exists(files.Database) || new MediaFolder(files.Media).List().Count > 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is a profile already where another one should be made.");
        }
    }
}
