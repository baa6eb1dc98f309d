// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>What an account's connection keeps from one start to the next. Never part of a backup. Implementations are safe for concurrent use.</summary>
public interface IConnectionStateStore
{
    /// <summary>Reads a record.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="record">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes; null if there are none.</returns>
    ValueTask<byte[]?> GetAsync(Jid account, ConnectionRecord record, CancellationToken cancellationToken = default);

    /// <summary>Writes a record in place of the former one.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="record">Which.</param>
    /// <param name="content">The bytes; null removes the record.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SetAsync(Jid account, ConnectionRecord record, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken = default);
}
