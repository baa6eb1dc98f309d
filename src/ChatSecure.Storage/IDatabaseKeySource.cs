// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>Where the key of a profile comes from: a prompt, a secret store, a file. Asked once each time a profile is opened or unlocked.</summary>
public interface IDatabaseKeySource
{
    /// <summary>Fetches the key.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key, which the caller disposes of.</returns>
    ValueTask<DatabaseKey> GetKeyAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the key of a profile that is about to be made, or is about to get another key. Unless overridden, it is fetched like any
    /// other.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key, which the caller disposes of.</returns>
    ValueTask<DatabaseKey> CreateKeyAsync(CancellationToken cancellationToken = default) => GetKeyAsync(cancellationToken);
}
