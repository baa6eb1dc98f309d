// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Passwords and tokens, inside the encrypted database. Implementations are safe for concurrent use.</summary>
public interface ISecretVault
{
    /// <summary>Reads a secret.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="name">Which, such as <c>password</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The secret, which the caller zeroes after use; null if there is none.</returns>
    ValueTask<byte[]?> GetAsync(Jid account, string name, CancellationToken cancellationToken = default);

    /// <summary>Stores a secret in place of the former one.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="name">Which.</param>
    /// <param name="secret">The secret; not kept, the caller zeroes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SetAsync(Jid account, string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default);

    /// <summary>Removes a secret; nothing happens if it is not there.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="name">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask RemoveAsync(Jid account, string name, CancellationToken cancellationToken = default);
}
