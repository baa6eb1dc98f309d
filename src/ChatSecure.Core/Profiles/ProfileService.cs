// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Core.Profiles;

/// <summary>Locks, opens, rekeys, backs up and restores the profile, and takes its accounts down and up with it.</summary>
internal sealed class ProfileService(IChatStoreFactory factory, EventHub events) : IProfile, IDisposable
{
    // The trust decisions hold no session and no secret key: without them, a restored profile would trust anew whoever comes first.
    private static readonly string[] _keptTables = ["omemo.trust"];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IChatStore? _store;
    private SessionTable? _sessions;
    private IReadOnlyList<Jid> _connected = [];

    public bool IsLocked => _store is SqlCipherChatStore { IsLocked: true };

    private SqlCipherChatStore Store =>
        (_store ?? throw new InvalidOperationException($"Call {nameof(IChatClient.StartAsync)} first.")) as SqlCipherChatStore
        ?? throw new ChatSecureException(ErrorKind.NotSupported, "The profile's store has no key.");

    /// <summary>The profile is open.</summary>
    public void Open(IChatStore store, SessionTable sessions)
    {
        (_store, _sessions) = (store, sessions);
        if (store is SqlCipherChatStore encrypted)
        {
            encrypted.LockingItself = () => LockAsync();
        }
    }

    public Task LockAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(
            async store =>
            {
                if (store.IsLocked)
                {
                    return;
                }

                _connected = await _sessions!.CloseAsync(Locked(), cancellationToken).ConfigureAwait(false);
                await store.LockAsync().ConfigureAwait(false);
                events.Publish(new ProfileLocked(default, IsLocked: true));
            },
            CancellationToken.None
        );

    public Task UnlockAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(
            async store =>
            {
                if (!store.IsLocked)
                {
                    return;
                }

                await store.UnlockAsync(cancellationToken).ConfigureAwait(false);
                _sessions!.Reopen();
                events.Publish(new ProfileLocked(default, IsLocked: false));
                _sessions.ConnectLater(_connected);
                _connected = [];
            },
            cancellationToken
        );

    public void NoteUse() => (_store as SqlCipherChatStore)?.NoteUse();

    public Task ChangeKeyAsync(UnlockSecret secret, CancellationToken cancellationToken = default) =>
        AloneAsync(
            async store =>
            {
                var source = new DelegateKeySource(_ => ValueTask.FromResult(KeyOf(secret)));
                await store.ChangeKeyAsync(source, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken
        );

    public Task RekeyAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(async store => await store.RekeyAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task ExportAsync(
        Stream destination,
        UnlockSecret secret,
        ExportOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new();
        return AloneAsync(store => ExportAsync(store, destination, secret, options, cancellationToken), cancellationToken);
    }

    public async Task ImportAsync(
        Stream backup,
        UnlockSecret secret,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(backup);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_store is not null)
            {
                await FillAsync(backup, secret, progress, cancellationToken).ConfigureAwait(false);
                return;
            }

            var encrypted =
                factory as SqlCipherChatStoreFactory
                ?? throw new ChatSecureException(ErrorKind.NotSupported, "The profile's store does not read backups.");
            using var counting = new CountingStream(backup, progress);
            using var key = KeyOf(secret);
            await encrypted.RestoreAsync(counting, key, cancellationToken).ConfigureAwait(false);
            counting.Tell();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task FillAsync(Stream backup, UnlockSecret secret, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var accounts = await Store.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        if (accounts.Count > 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A backup is restored where there is no account yet.");
        }

        // Nobody makes a session of what is about to give way.
        _ = await _sessions!.CloseAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            using var counting = new CountingStream(backup, progress);
            using var key = KeyOf(secret);
            await Store.RestoreAsync(counting, key, cancellationToken).ConfigureAwait(false);
            counting.Tell();
        }
        finally
        {
            _sessions.Reopen();
        }

        events.Publish(new EventsLost(default));
    }

    private async Task ExportAsync(
        SqlCipherChatStore store,
        Stream destination,
        UnlockSecret secret,
        ExportOptions options,
        CancellationToken cancellationToken
    )
    {
        if (options.MovesSessions)
        {
            // A session that went on here after the copy was made would use the same keys as the copy.
            _ = await _sessions!.CloseAsync(null, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            using var counting = new CountingStream(destination, options.Progress);
            using var key = KeyOf(secret);
            var content = new BackupOptions
            {
                MovesSessions = options.MovesSessions,
                HasMedia = options.HasMedia,
                KeepCryptoTables = _keptTables,
            };
            await store.BackupAsync(counting, key, content, cancellationToken).ConfigureAwait(false);
            counting.Flush();
            counting.Tell();
        }
        finally
        {
            if (options.MovesSessions)
            {
                _sessions!.Reopen();
            }
        }
    }

    private async Task AloneAsync(Func<SqlCipherChatStore, Task> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await work(Store).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static ChatSecureException Locked() =>
        new(ErrorKind.StorageKey, "The profile is locked; unlock it first.") { Condition = "locked" };

    private static DatabaseKey KeyOf(UnlockSecret secret) =>
        secret.IsRaw ? DatabaseKey.FromRaw(secret.Bytes.Span) : DatabaseKey.FromPassphrase(secret.Bytes.Span);
}
