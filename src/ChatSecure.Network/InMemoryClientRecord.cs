// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Network;

/// <summary>A record that lasts as long as the process. Safe for concurrent use.</summary>
public sealed class InMemoryClientRecord : IClientRecord
{
    private readonly Lock _lock = new();
    private byte[]? _content;

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_content?.ToArray());
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_content);
            _content = content.ToArray();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EraseAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_content);
            _content = null;
        }

        return ValueTask.CompletedTask;
    }
}
