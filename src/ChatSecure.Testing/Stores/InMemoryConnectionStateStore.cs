// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryConnectionStateStore(InMemoryChatStore store) : IConnectionStateStore
{
    public ValueTask<byte[]?> GetAsync(Jid account, ConnectionRecord record, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile => profile.Accounts.GetValueOrDefault(account)?.Connections.GetValueOrDefault(record)?.ToArray(),
            cancellationToken
        );

    public async ValueTask SetAsync(
        Jid account,
        ConnectionRecord record,
        ReadOnlyMemory<byte>? content,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Bare(account);
        await store
            .InTurn(
                profile =>
                {
                    var records = profile.GetOrAdd(account).Connections;
                    if (content is { } bytes)
                    {
                        records[record] = bytes.ToArray();
                        return true;
                    }

                    return records.Remove(record);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }
}
