// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>Commits of records that hold keys: what the store has copied, or will not take, is zeroed here at once.</summary>
internal static class KeyCommits
{
    public static async ValueTask<CommitResult> CommitKeysAsync(
        this IChatStore store,
        ChangeSet changes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var commit = await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            Wipe(changes.Crypto);
            return commit;
        }
        catch (ChatSecureException)
        {
            // Refused. Who merely stopped waiting may not touch what is perhaps being written.
            Wipe(changes.Crypto);
            throw;
        }
    }

    /// <summary>Zeroes the records of a step that will not be committed.</summary>
    public static void Wipe(IEnumerable<CryptoRecord> records)
    {
        foreach (var record in records)
        {
            if (MemoryMarshal.TryGetArray(record.Value.GetValueOrDefault(), out var bytes))
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }
    }
}
