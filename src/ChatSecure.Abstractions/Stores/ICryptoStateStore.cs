// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Reads cryptographic state. It is written only through <see cref="IChatStore.CommitAsync"/>, together with what depends on it. Implementations
/// are safe for concurrent use.</summary>
public interface ICryptoStateStore
{
    /// <summary>Reads one record.</summary>
    /// <param name="account">Whose state.</param>
    /// <param name="table">The record's table.</param>
    /// <param name="key">The record's key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes; null if there is no such record.</returns>
    ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all records of a table whose key starts with a prefix, ordered by key (ordinal).</summary>
    /// <param name="account">Whose state.</param>
    /// <param name="table">The table.</param>
    /// <param name="keyPrefix">What the keys start with; empty for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The records.</returns>
    ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    );
}
