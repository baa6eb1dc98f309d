// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;
using ChatSecure.Storage.Encryption;
using ChatSecure.Storage.Sqlite;
using SQLitePCL;

namespace ChatSecure.Storage.Profiles;

/// <summary>The open database: one writer, whose turn is taken asynchronously, and a few readers on snapshots. SQLite itself blocks, on the thread of the
/// caller who has the turn.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const int MaxReaders = 4;
    private static readonly TimeSpan _idleTime = TimeSpan.FromSeconds(30);

    private readonly ISQLite3Provider _provider;
    private readonly string _path;
    private readonly ProfileLock _lock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _readerSlots = new(MaxReaders, MaxReaders);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly ITimer _idle;
    private DatabaseSecret? _secret;
    private SqliteConnection? _writer;
    private volatile bool _isDisposed;

    /// <summary>Takes over an open writer, the secret and the lock, and disposes of them in the end.</summary>
    public Database(
        ISQLite3Provider provider,
        string path,
        SqliteConnection writer,
        DatabaseSecret secret,
        ProfileLock profileLock,
        TimeProvider time
    )
    {
        _provider = provider;
        _path = path;
        _writer = writer;
        _secret = secret;
        _lock = profileLock;
        Feeds = new(InTurnAsync);
        _idle = time.CreateTimer(_ => CheckpointIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it was locked: its key is forgotten, and it can't be used until it is unlocked.</summary>
    public bool IsLocked => Volatile.Read(ref _secret) is null;

    /// <summary>Those who watch.</summary>
    public FeedHub<SqliteConnection> Feeds { get; }

    /// <summary>Runs an action in one write transaction and then tells the feeds of the topics that it put into the set.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<SqliteConnection, ISet<FeedTopic>, T> write, CancellationToken cancellationToken)
    {
        T? result = default;
        await InTurnAsync(
                writer =>
                {
                    var topics = new HashSet<FeedTopic>();
                    result = writer.Write(connection => write(connection, topics));
                    Feeds.Publish(topics, writer);
                    _idle.Change(_idleTime, Timeout.InfiniteTimeSpan);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return result!;
    }

    /// <summary>Runs an action on a snapshot.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _readerSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            SystemSqlCipher.ThrowIfReplaced(_provider);
            if (_secret is null)
            {
                throw Locked();
            }

            if (!_readers.TryTake(out var reader))
            {
                reader = CipherConnection.OpenReader(_provider, _path, _secret);
            }

            try
            {
                var result = reader.Read(read);
                _readers.Add(reader);
                return result;
            }
            catch
            {
                // After one bad page, SQLCipher reports good ones as bad, too: such a connection is not used again.
                reader.Dispose();
                throw;
            }
        }
        finally
        {
            _readerSlots.Release();
        }
    }

    /// <summary>Forgets the key. Whoever watches is told so; whoever reads or writes is refused.</summary>
    public ValueTask LockAsync() =>
        AloneAsync(
            _ =>
            {
                Feeds.Interrupt(Locked());
                return null;
            },
            CancellationToken.None
        );

    /// <summary>Takes a key again after it was forgotten; nothing happens if it was not.</summary>
    /// <param name="secret">The secret, which this disposes of.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask UnlockAsync(DatabaseSecret secret, CancellationToken cancellationToken) =>
        AloneAsync(
            known =>
            {
                if (known is null)
                {
                    return secret;
                }

                secret.Dispose();
                return known;
            },
            cancellationToken
        );

    /// <summary>Lets an action put another database, under the same secret, in this one's place. Whoever watches is told so.</summary>
    public ValueTask ReplaceAsync(Action<ISQLite3Provider, DatabaseSecret> replace, CancellationToken cancellationToken) =>
        AloneAsync(
            secret =>
            {
                replace(_provider, secret ?? throw Locked());
                Feeds.Interrupt(
                    new ChatSecureException(ErrorKind.StorageUnavailable, "The profile was filled with a backup.")
                    {
                        Condition = "restored",
                    }
                );
                return secret;
            },
            cancellationToken
        );

    /// <summary>Runs an action with every connection closed.</summary>
    /// <param name="action">Takes the secret, null if it is forgotten, and returns the one to go on with: another one takes its place.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask AloneAsync(Func<DatabaseSecret?, DatabaseSecret?> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await CloseAsync().ConfigureAwait(false);
            try
            {
                var secret = action(_secret);
                if (secret != _secret)
                {
                    _secret?.Dispose();
                    Volatile.Write(ref _secret, secret);
                }
            }
            finally
            {
                _readerSlots.Release(MaxReaders);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (_isDisposed)
        {
            _turn.Release();
            return;
        }

        _isDisposed = true;
        Feeds.Complete();
        await _idle.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _secret?.Dispose();
        _lock.Dispose();

        // Whoever still waits finds the store disposed of.
        _readerSlots.Release(MaxReaders);
        _turn.Release();
    }

    /// <summary>Waits for the readers and closes every connection, with the turn taken; afterwards all reader slots are taken, too. Readers go first: the
    /// connection that is closed last checkpoints, and that is the writer's task alone.</summary>
    private async ValueTask CloseAsync()
    {
        for (var i = 0; i < MaxReaders; i++)
        {
            await _readerSlots.WaitAsync().ConfigureAwait(false);
        }

        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer?.Dispose();
        _writer = null;
    }

    internal static ChatSecureException Locked() => new(ErrorKind.StorageKey, "The profile is locked.") { Condition = "locked" };

    /// <summary>Runs an action on the writer, alone.</summary>
    public async ValueTask InTurnAsync(Action<SqliteConnection> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            SystemSqlCipher.ThrowIfReplaced(_provider);
            _writer ??= CipherConnection.OpenWriter(_provider, _path, _secret ?? throw Locked());
            try
            {
                action(_writer);
            }
            catch (ChatSecureException error) when (error.Kind is ErrorKind.StorageDamaged or ErrorKind.StorageUnavailable)
            {
                _writer.Dispose();
                _writer = null;
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Moves the log into the database and empties it, unless somebody writes at this moment.</summary>
    private void CheckpointIfIdle()
    {
        if (!_turn.Wait(0))
        {
            return;
        }

        try
        {
            if (!_isDisposed)
            {
                _writer?.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        catch (ChatSecureException)
        {
            // Nothing is lost: the log stays, and the next commit reports what is wrong.
            _writer?.Dispose();
            _writer = null;
        }
        finally
        {
            _turn.Release();
        }
    }
}
