// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>An empty store that answers when told to.</summary>
internal sealed class SlowStore : ICryptoStateStore
{
    public TaskCompletionSource<byte[]?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
        new(Answer.Task);

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    ) => new([]);
}
