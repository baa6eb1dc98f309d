// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>What an account's connection remembers, where the profile keeps such things.</summary>
internal sealed class ConnectionStateRecord(IConnectionStateStore store, Jid account, ConnectionRecord record) : IClientRecord
{
    public ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken = default) =>
        store.GetAsync(account, record, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        store.SetAsync(account, record, content, cancellationToken);

    public ValueTask EraseAsync(CancellationToken cancellationToken = default) => store.SetAsync(account, record, null, cancellationToken);
}
