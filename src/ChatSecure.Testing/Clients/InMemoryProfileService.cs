// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryProfileService(InMemoryChatClient client) : IProfile
{
    private volatile bool _isLocked;
    private IReadOnlyList<Jid> _wereOnline = [];

    public bool IsLocked => _isLocked;

    public async Task LockAsync(CancellationToken cancellationToken = default)
    {
        if (_isLocked)
        {
            return;
        }

        var online = client.Sessions().Where(session => session.Status.State != ConnectionState.Offline).ToArray();
        _wereOnline = [.. online.Select(session => session.Account)];
        foreach (var session in online)
        {
            await session.GoOfflineAsync(null).ConfigureAwait(false);
        }

        _isLocked = true;
        client.Events.Publish(new ProfileLocked(default, IsLocked: true));
    }

    public async Task UnlockAsync(CancellationToken cancellationToken = default)
    {
        if (!_isLocked)
        {
            return;
        }

        client.ThrowIfScripted();
        await AskAsync(cancellationToken).ConfigureAwait(false);
        _isLocked = false;
        client.Events.Publish(new ProfileLocked(default, IsLocked: false));
        foreach (var account in _wereOnline)
        {
            await client.GetOrAddSession(account).GoOnlineAsync().ConfigureAwait(false);
        }
    }

    public void NoteUse() { }

    public async Task ChangeKeyAsync(UnlockSecret secret, CancellationToken cancellationToken = default)
    {
        client.ThrowIfScripted();
        await AskAsync(cancellationToken).ConfigureAwait(false);
        if (secret.Bytes.IsEmpty)
        {
            throw new ChatSecureException(ErrorKind.StorageKey, "The new key is empty.");
        }

        client.Key = secret.Bytes.ToArray();
    }

    public Task RekeyAsync(CancellationToken cancellationToken = default) => NothingOnDisk();

    public Task ExportAsync(
        Stream destination,
        UnlockSecret secret,
        ExportOptions? options = null,
        CancellationToken cancellationToken = default
    ) => NothingOnDisk();

    public Task ImportAsync(
        Stream backup,
        UnlockSecret secret,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    ) => NothingOnDisk();

    /// <summary>Asks for the key.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: it is wrong.</exception>
    internal async ValueTask AskAsync(CancellationToken cancellationToken)
    {
        if (client.KeySource is { } source)
        {
            var key = await source(cancellationToken).ConfigureAwait(false);
            var isRight = CryptographicOperations.FixedTimeEquals(key, client.Key.Span);
            CryptographicOperations.ZeroMemory(key);
            if (!isRight)
            {
                throw new ChatSecureException(ErrorKind.StorageKey, "The key is wrong.");
            }
        }
    }

    private static Task NothingOnDisk() => throw new ChatSecureException(ErrorKind.NotSupported, "A profile in memory has no file.");
}
