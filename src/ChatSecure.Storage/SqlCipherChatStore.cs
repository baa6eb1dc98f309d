// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Accounts;
using ChatSecure.Storage.Backups;
using ChatSecure.Storage.Commits;
using ChatSecure.Storage.Conversations;
using ChatSecure.Storage.CryptoState;
using ChatSecure.Storage.Media;
using ChatSecure.Storage.Messages;
using ChatSecure.Storage.Profiles;
using ChatSecure.Storage.Records;
using ChatSecure.Storage.Rooms;
using ChatSecure.Storage.Roster;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Storage.Sync;
using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>An open profile. Beyond its stores it can be locked and unlocked, get another key, and be backed up. Safe for concurrent use.</summary>
public sealed class SqlCipherChatStore : IChatStore
{
    private readonly ProfileKeys _keys;
    private readonly SqlMediaStore _media;
    private readonly Upkeep _upkeep;
    private readonly PassphraseCost _cost;
    private readonly TimeSpan? _lockAfter;
    private readonly ITimer _lockTimer;
    private Task _locking = Task.CompletedTask;

    private SqlCipherChatStore(Database database, SqlCipherOptions options, ProfileFiles files, ProfileKeys keys, TimeProvider time)
    {
        Database = database;
        Files = files;
        _keys = keys;
        _cost = options.PassphraseCost;
        _media = new(database, new(files.Media), options.MediaQuota, time);
        Accounts = new SqlAccountStore(database, _media);
        Messages = new SqlMessageStore(database, _media);
        Acts = new SqlMessageActStore(database);
        Notes = new SqlNoteStore(database);
        Conversations = new SqlConversationStore(database);
        Roster = new SqlRosterStore(database);
        ArchiveCursors = new SqlArchiveCursorStore(database);
        Outbox = new SqlOutboxStore(database);
        CryptoState = new SqlCryptoStateStore(database);
        Vault = new SqlSecretVault(database);
        Rooms = new SqlRoomStore(database);
        Connections = new SqlConnectionStateStore(database);
        Records = new SqlRecordStore(database);
        _upkeep = new(database, Messages, _media, time);
        _lockAfter = options.LockAfter;
        _lockTimer = time.CreateTimer(_ => StartLocking(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        NoteUse();
    }

    /// <summary>What to do when nobody has used the profile for <see cref="SqlCipherOptions.LockAfter"/>: for an owner who has to put away what it holds of the
    /// profile before it calls <see cref="LockAsync"/>. Null, the default, locks at once.</summary>
    public Func<Task>? LockingItself { get; set; }

    internal Database Database { get; }

    internal ProfileFiles Files { get; }

    /// <inheritdoc/>
    public IAccountStore Accounts { get; }

    /// <inheritdoc/>
    public IMessageStore Messages { get; }

    /// <inheritdoc/>
    public IMessageActStore Acts { get; }

    /// <inheritdoc/>
    public INoteStore Notes { get; }

    /// <inheritdoc/>
    public IConversationStore Conversations { get; }

    /// <inheritdoc/>
    public IRosterStore Roster { get; }

    /// <inheritdoc/>
    public IArchiveCursorStore ArchiveCursors { get; }

    /// <inheritdoc/>
    public IOutboxStore Outbox { get; }

    /// <inheritdoc/>
    public ICryptoStateStore CryptoState { get; }

    /// <inheritdoc/>
    public ISecretVault Vault { get; }

    /// <inheritdoc/>
    public IRoomStore Rooms { get; }

    /// <inheritdoc/>
    public IConnectionStateStore Connections { get; }

    /// <inheritdoc/>
    public IRecordStore Records { get; }

    /// <inheritdoc/>
    public IMediaStore Media => _media;

    /// <summary>Whether the profile is locked: its key is forgotten, and every read and write is refused with <see cref="ErrorKind.StorageKey"/> and the
    /// condition <c>locked</c> until <see cref="UnlockAsync"/>.</summary>
    public bool IsLocked => Database.IsLocked;

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        StoreRules.Check(changes);
        var result = await Database
            .WriteAsync((connection, topics) => new CommitWriter(connection, changes, topics).Write(), cancellationToken)
            .ConfigureAwait(false);
        foreach (var message in changes.Messages)
        {
            if (message.ExpiresAt is { } expiresAt)
            {
                _upkeep.Expect(expiresAt);
            }
        }

        var erases = changes.Edits.Count + changes.Attachments.Count + changes.DeletedMessages.Count;
        if (erases + changes.DeletedConversations.Count + changes.DeletedContacts.Count > 0)
        {
            await EmptyTrashAsync().ConfigureAwait(false);
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> CheckAsync(CancellationToken cancellationToken = default) =>
        Database.ReadAsync(ProfileCheck.Run, cancellationToken);

    /// <summary>Forgets the key and closes the database; the profile stays taken. Feeds end with the error that every read then gets. Nothing happens if it is
    /// locked already.</summary>
    /// <returns>Done when the key is zeroed.</returns>
    public ValueTask LockAsync() => Database.LockAsync();

    /// <summary>Asks the key source and opens the database again; nothing happens if it is not locked.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is open.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the key is wrong, or was wrong too often (<see cref="SqlCipherOptions.Attempts"/>,
    /// condition <c>wait</c>).</exception>
    public async ValueTask UnlockAsync(CancellationToken cancellationToken = default)
    {
        if (!IsLocked)
        {
            return;
        }

        using var key = await _keys.AskAsync(cancellationToken).ConfigureAwait(false);
        await Database.UnlockAsync(FileErrors.Guard(() => _keys.Unlock(key)), cancellationToken).ConfigureAwait(false);
        NoteUse();
        await _upkeep.BeginAsync().ConfigureAwait(false);
    }

    /// <summary>The person does something: <see cref="SqlCipherOptions.LockAfter"/> counts from now on.</summary>
    public void NoteUse()
    {
        if (_lockAfter is { } after)
        {
            _lockTimer.Change(after, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gives the profile another key: another passphrase, the system's secret store in place of a passphrase, or both. The database is not written
    /// anew, so it takes no longer than opening. Whoever has a copy of the old key file and the old key can still open a copy of the database: after a leak call
    /// <see cref="RekeyAsync"/>, too.</summary>
    /// <param name="newKey">Where the new key comes from (<see cref="IDatabaseKeySource.CreateKeyAsync"/>). The options' key source is asked for the present
    /// one first.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing has been written.</param>
    /// <returns>Done when it is on disk.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the present key is wrong, or the profile is locked.</exception>
    public async ValueTask ChangeKeyAsync(IDatabaseKeySource newKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newKey);
        using var present = await _keys.AskAsync(cancellationToken).ConfigureAwait(false);
        using var key = await newKey.CreateKeyAsync(cancellationToken).ConfigureAwait(false);
        await Database
            .AloneAsync(
                secret =>
                {
                    FileErrors.Guard(() =>
                    {
                        _keys.Verify(present, secret ?? throw Database.Locked());
                        _keys.Write(secret, key);
                    });
                    return secret;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Gives the database itself a new random key, which writes it anew: some seconds for each 500 MB, and as much free space as it has. Everything else
    /// waits. A process that ends in between finds the database whole, with the old key or the new one. The files of the media store keep their keys, which
    /// lie in the database.</summary>
    /// <param name="cancellationToken">Gives up, as long as nothing has been written.</param>
    /// <returns>Done when the new database has taken the old one's place.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the key that the options' source gave is wrong, or the profile is
    /// locked; <see cref="ErrorKind.StorageUnavailable"/>: no space. The database is as it was.</exception>
    public async ValueTask RekeyAsync(CancellationToken cancellationToken = default)
    {
        using var key = await _keys.AskAsync(cancellationToken).ConfigureAwait(false);
        await Database
            .AloneAsync(
                secret =>
                    FileErrors.Guard(() =>
                    {
                        _keys.Verify(key, secret ?? throw Database.Locked());
                        return _keys.Rekey(secret, key);
                    }),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Writes a backup: one encrypted file that <see cref="SqlCipherChatStoreFactory.RestoreAsync"/> makes a profile of, on whatever machine. There is no
    /// unencrypted form. Others read and write meanwhile, unless sessions move; then everything else waits.</summary>
    /// <param name="destination">Where to; written synchronously from its present position on, flushed and left open. What was written is worthless until this
    /// has returned.</param>
    /// <param name="key">What opens the backup; need not be the profile's. The caller disposes of it.</param>
    /// <param name="options">What goes in; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when all of it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageUnavailable"/>: the destination failed.</exception>
    public async ValueTask BackupAsync(
        Stream destination,
        DatabaseKey key,
        BackupOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(key);
        options ??= new();
        if (!options.MovesSessions)
        {
            await Database.ReadAsync(connection => Write(connection), cancellationToken).ConfigureAwait(false);
            return;
        }

        await Database
            .WriteAsync(
                (connection, _) =>
                {
                    Write(connection);
                    connection.Execute("DELETE FROM crypto_records; DELETE FROM outbox; DELETE FROM owed; DELETE FROM connection_records");
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

        bool Write(SqliteConnection connection) =>
            FileErrors.Guard(() =>
            {
                var header = BackupHeader.Create(key, _cost);
                destination.Write(header);
                using var writer = new BackupWriter(new(destination, BackupHeader.Cipher(header, key)), options, new(Files.Media));
                writer.Write(connection, cancellationToken);
                return true;
            });
    }

    /// <summary>Fills this profile, as long as it has no account, with a backup. What opens it stays, and so does its folder; everything else that was in it gives way.
    /// Others wait meanwhile. Feeds end with <see cref="ErrorKind.StorageUnavailable"/> and the condition <c>restored</c>. A process that ends in between finds the
    /// empty profile or the full one.</summary>
    /// <param name="backup">The backup, read synchronously to its end.</param>
    /// <param name="backupKey">What opens the backup; the caller disposes of it.</param>
    /// <param name="cancellationToken">Gives up; nothing was changed.</param>
    /// <returns>Done when the profile is whole.</returns>
    /// <exception cref="ChatSecureException">As of <see cref="SqlCipherChatStoreFactory.RestoreAsync"/>; <see cref="ErrorKind.InvalidInput"/>: there is an account.
    /// Nothing was changed.</exception>
    public async ValueTask RestoreAsync(Stream backup, DatabaseKey backupKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(backupKey);
        await Database
            .ReplaceAsync(
                (provider, secret) => FileErrors.Guard(() => Refilling.Run(provider, Files, secret, backup, backupKey, cancellationToken)),
                cancellationToken
            )
            .ConfigureAwait(false);
        await _upkeep.BeginAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lockTimer.DisposeAsync().ConfigureAwait(false);
        await _locking.ConfigureAwait(false);
        await _upkeep.DisposeAsync().ConfigureAwait(false);
        await Database.DisposeAsync().ConfigureAwait(false);
    }

    internal static async ValueTask<SqlCipherChatStore> StartAsync(
        Database database,
        SqlCipherOptions options,
        ProfileFiles files,
        ProfileKeys keys,
        TimeProvider time
    )
    {
        var store = new SqlCipherChatStore(database, options, files, keys, time);
        await store._upkeep.BeginAsync().ConfigureAwait(false);
        return store;
    }

    /// <summary>The commit is done and must not seem to have failed: what can't be deleted now is with the next start.</summary>
    private async ValueTask EmptyTrashAsync()
    {
        try
        {
            await _media.EmptyTrashAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // Remembered in the database.
        }
    }

    private void StartLocking() => _locking = LockQuietlyAsync();

    private async Task LockQuietlyAsync()
    {
        try
        {
            await (LockingItself?.Invoke() ?? LockAsync().AsTask()).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Closed in the meantime.
        }
    }
}
