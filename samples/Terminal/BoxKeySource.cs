// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Storage;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.Terminal;

/// <summary>Takes the profile's passphrase from where the unlock screen puts it.</summary>
internal sealed class BoxKeySource(PassphraseBox box) : IDatabaseKeySource
{
    public ValueTask<DatabaseKey> GetKeyAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Take());

    public ValueTask<DatabaseKey> CreateKeyAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Take());

    private DatabaseKey Take()
    {
        var passphrase = box.Take() ?? throw new ChatSecureException(ErrorKind.StorageKey, "Nobody has typed a passphrase.");
        try
        {
            return DatabaseKey.FromPassphrase(passphrase);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passphrase);
        }
    }
}
