// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>A profile in memory: what was committed is there again after the store was closed and opened anew, as long as the factory lives. As with a real
/// profile, one store can be open at a time. Safe for concurrent use.</summary>
public sealed class InMemoryChatStoreFactory : IChatStoreFactory
{
    private readonly InMemoryProfile _profile = new();
    private int _isOpen;

    /// <inheritdoc/>
    public ValueTask<IChatStore> OpenAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Interlocked.Exchange(ref _isOpen, 1) == 0
            ? ValueTask.FromResult<IChatStore>(new InMemoryChatStore(_profile, () => Volatile.Write(ref _isOpen, 0)))
            : throw new ChatSecureException(ErrorKind.StorageUnavailable, "The profile is in use.");
    }
}
