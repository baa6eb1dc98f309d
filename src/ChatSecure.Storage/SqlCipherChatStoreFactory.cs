// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Backups;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Salvage;
using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>Opens a profile in an SQLCipher database. Safe for concurrent use; a profile that is open is refused a second time.</summary>
/// <remarks>SQLite blocks, and does its work on the thread of the caller: about 0.2 seconds to open a profile that is locked with a passphrase, a flush of the
/// disk for each commit, well under a millisecond for a page of history. Only waiting for another writer is asynchronous. An app with a user interface calls
/// from its engine's tasks, not from the thread that draws.</remarks>
public sealed class SqlCipherChatStoreFactory : IChatStoreFactory
{
    private readonly SqlCipherOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates the factory; nothing is opened or written yet.</summary>
    /// <param name="options">Where the profile lies and what opens it.</param>
    /// <param name="time">The clock that decides when the profile is idle; null for the system's.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the options are wrong.</exception>
    public SqlCipherChatStoreFactory(SqlCipherOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Opens the profile that the options name, creating it if there is none.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The open profile, which the caller disposes of.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>, <see cref="ErrorKind.StorageDamaged"/>,
    /// <see cref="ErrorKind.StorageUnavailable"/>, or <see cref="ErrorKind.NotSupported"/> for a SQLite that does not encrypt.</exception>
    public ValueTask<SqlCipherChatStore> OpenAsync(CancellationToken cancellationToken = default) =>
        Profile.OpenAsync(_options, _time, cancellationToken);

    async ValueTask<IChatStore> IChatStoreFactory.OpenAsync(CancellationToken cancellationToken) =>
        await OpenAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Makes the profile that the options name out of a backup. It gets its own database key and is opened with the options' key from then on.</summary>
    /// <param name="backup">The backup, read synchronously to its end.</param>
    /// <param name="backupKey">What opens the backup; the caller disposes of it.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>Done when the profile is whole. Open it as any other.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the backup's key is wrong; <see cref="ErrorKind.StorageDamaged"/>: it is damaged,
    /// cut off, or newer than this version; <see cref="ErrorKind.InvalidInput"/>: there is a profile already. In each case nothing was changed.</exception>
    public ValueTask RestoreAsync(Stream backup, DatabaseKey backupKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(backupKey);
        return Restoring.RunAsync(_options, _time, backup, backupKey, cancellationToken);
    }

    /// <summary>Makes a new profile out of what can be read of a damaged one. The damaged one stays as it is, but for its log, which SQLite reads.</summary>
    /// <param name="target">The new profile, in another folder.</param>
    /// <param name="cancellationToken">Gives up; nothing stays of the new profile.</param>
    /// <returns>What was read and what was lost.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the key is wrong; <see cref="ErrorKind.StorageDamaged"/>: nothing can be read, or
    /// the key file is damaged; <see cref="ErrorKind.StorageUnavailable"/>: the profile is open; <see cref="ErrorKind.InvalidInput"/>: there is a profile
    /// in the other folder.</exception>
    public ValueTask<SalvageReport> SalvageAsync(SqlCipherOptions target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Validate();
        return Salvaging.RunAsync(_options, target, _time, cancellationToken);
    }

    /// <summary>Removes the profile for good: first the key file, without which nothing can read the rest, then the database and the files. What a flash disk
    /// keeps of them is unreadable without the key file's content, and that may linger there, too: with a weak passphrase it can be guessed at.</summary>
    /// <param name="cancellationToken">Gives up, as long as nothing was removed.</param>
    /// <returns>Done when all is gone.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageUnavailable"/>: the profile is open, or a file can't be removed.</exception>
    public ValueTask WipeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var files = new ProfileFiles(_options.Directory, _options.FileName);
        if (Directory.Exists(files.Directory))
        {
            using var profileLock = FileErrors.Guard(() => ProfileLock.Take(files));
            FileErrors.Guard(() => ProfileKeys.Wipe(files));
        }

        return ValueTask.CompletedTask;
    }
}
