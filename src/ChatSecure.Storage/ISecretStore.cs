// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>A secret store of the operating system, as <see cref="SecretStoreKeySource"/> uses it. Implementations are safe for concurrent use. A store that
/// can't be reached throws <see cref="Errors.ErrorKind.StorageUnavailable"/>; it never falls back to something weaker.</summary>
public interface ISecretStore
{
    /// <summary>Reads a secret. May ask the person to unlock the store.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The secret, which the caller zeroes after use; null if there is none of this name.</returns>
    ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stores a secret in place of the former one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="secret">The secret; the caller zeroes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is stored.</returns>
    ValueTask SetAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default);

    /// <summary>Removes a secret; nothing happens if there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is gone.</returns>
    ValueTask RemoveAsync(string name, CancellationToken cancellationToken = default);
}
