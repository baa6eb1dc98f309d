// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;

namespace ChatSecure.Storage;

/// <summary>Keeps a profile's key, 32 random bytes, in the operating system's secret store: alone, or together with a passphrase. As safe for concurrent use as
/// the store.</summary>
/// <remarks>The key is made with the profile. When it is missing later, that is an error and no new one is made, since it would open nothing: the store was
/// emptied, or the profile comes from another machine. Keep a backup (<see cref="SqlCipherChatStore.BackupAsync"/>), since the store's entry is not in
/// it.</remarks>
/// <param name="store">The secret store.</param>
/// <param name="name">The key's name in it, another one for each profile.</param>
/// <param name="askPassphrase">Asks for a passphrase, in UTF-8, that is needed, too; its result is zeroed. Null for none.</param>
public sealed class SecretStoreKeySource(ISecretStore store, string name, Func<CancellationToken, ValueTask<byte[]>>? askPassphrase = null)
    : IDatabaseKeySource
{
    /// <inheritdoc/>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/> with the condition <c>no-secret</c>: the store has no key of this name;
    /// <see cref="ErrorKind.StorageUnavailable"/>: it can't be reached.</exception>
    public async ValueTask<DatabaseKey> GetKeyAsync(CancellationToken cancellationToken = default)
    {
        var key =
            await store.GetAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(
                ErrorKind.StorageKey,
                "The system's secret store does not hold the key of this profile: it was removed, or the profile comes from another machine."
            )
            {
                Condition = "no-secret",
            };
        return await CombineAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A key of this name that is there already is used, not replaced: it may open another profile.</remarks>
    public async ValueTask<DatabaseKey> CreateKeyAsync(CancellationToken cancellationToken = default)
    {
        var key = await store.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (key is null)
        {
            key = RandomNumberGenerator.GetBytes(DatabaseKey.RawLength);
            await store.SetAsync(name, key, cancellationToken).ConfigureAwait(false);
        }

        return await CombineAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DatabaseKey> CombineAsync(byte[] key, CancellationToken cancellationToken)
    {
        byte[] passphrase = [];
        try
        {
            if (askPassphrase is null)
            {
                return DatabaseKey.FromRaw(key);
            }

            passphrase = await askPassphrase(cancellationToken).ConfigureAwait(false);
            return DatabaseKey.FromPassphraseAndRaw(passphrase, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(passphrase);
        }
    }
}
