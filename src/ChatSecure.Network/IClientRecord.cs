// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network;

/// <summary>One small record that a client keeps from one connection to the next; from one process to the next, if its owner stores it. What is inside is
/// the client's own affair: the owner keeps the bytes as they are, for that account alone, in a place fit for a password. Implementations are safe for
/// concurrent use.</summary>
public interface IClientRecord
{
    /// <summary>Reads the record.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A copy, which the client zeroes after use; null if there is none.</returns>
    ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes the record in place of the former one.</summary>
    /// <param name="content">The bytes; not kept after the call, the client zeroes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is stored.</returns>
    ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Erases the record; nothing happens if there is none.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is gone.</returns>
    ValueTask EraseAsync(CancellationToken cancellationToken = default);
}
