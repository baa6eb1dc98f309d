// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage;

namespace ChatSecure.Cli.Secrets;

/// <summary>Takes a profile's key from the operating system's secret store if it lies there, else from where the person said or typed. A new profile's key is
/// made there, unless the person named one or there is no such store.</summary>
/// <param name="secrets">The secret store; null to leave it alone.</param>
/// <param name="name">The key's name in it.</param>
/// <param name="read">Reads the key from options, or asks.</param>
internal sealed class ProfileKeySource(ISecretStore? secrets, string name, Func<ProfileKey> read) : IDatabaseKeySource
{
    public async ValueTask<DatabaseKey> GetKeyAsync(CancellationToken cancellationToken = default)
    {
        if (secrets is not null && await FindAsync(secrets, cancellationToken) is { } found)
        {
            return found;
        }

        return Read();
    }

    public async ValueTask<DatabaseKey> CreateKeyAsync(CancellationToken cancellationToken = default)
    {
        if (secrets is not null)
        {
            try
            {
                return await new SecretStoreKeySource(secrets, name).CreateKeyAsync(cancellationToken);
            }
            catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageUnavailable)
            {
                // No desktop, or a locked one: a passphrase then.
            }
        }

        return Read();
    }

    private async ValueTask<DatabaseKey?> FindAsync(ISecretStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await new SecretStoreKeySource(store, name).GetKeyAsync(cancellationToken);
        }
        catch (ChatSecureException error) when (error is { Kind: ErrorKind.StorageUnavailable } or { Condition: "no-secret" })
        {
            // It may be a profile with a passphrase.
            return null;
        }
    }

    private DatabaseKey Read()
    {
        using var key = read();
        return key.IsRaw ? DatabaseKey.FromRaw(key.Bytes.Span) : DatabaseKey.FromPassphrase(key.Bytes.Span);
    }
}
