// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryCryptoStateStore(InMemoryChatStore store) : ICryptoStateStore
{
    public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile => profile.Accounts.GetValueOrDefault(account)?.Crypto.GetValueOrDefault((table, key))?.ToArray(),
            cancellationToken
        );

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    ) =>
        store.InTurn<IReadOnlyList<CryptoRecord>>(
            profile =>
                profile.Accounts.TryGetValue(account, out var found)
                    ?
                    [
                        .. found
                            .Crypto.Where(record =>
                                record.Key.Table == table && record.Key.Key.StartsWith(keyPrefix, StringComparison.Ordinal)
                            )
                            .OrderBy(record => record.Key.Key, StringComparer.Ordinal)
                            .Select(record => new CryptoRecord(table, record.Key.Key, record.Value.ToArray())),
                    ]
                    : [],
            cancellationToken
        );
}
