// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>Opens the profile that the composition names, creating it if there is none.</summary>
public interface IChatStoreFactory
{
    /// <summary>Opens the profile.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The open profile, which the caller disposes of.</returns>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.StorageKey"/>, <see cref="Errors.ErrorKind.StorageDamaged"/>,
    /// <see cref="Errors.ErrorKind.StorageUnavailable"/>, or <see cref="Errors.ErrorKind.NotSupported"/> for a SQLite that does not encrypt.</exception>
    ValueTask<IChatStore> OpenAsync(CancellationToken cancellationToken = default);
}
