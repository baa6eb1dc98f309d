// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>One step's view of the store: reads see what is committed, writes are gathered for the caller to commit. Nothing survives it, so a step
/// that fails or is not committed never happened.</summary>
/// <param name="account">Whose store it is.</param>
/// <param name="store">The store.</param>
/// <param name="policy">Who decides about keys that are seen for the first time.</param>
/// <param name="same">Another view of the same step, whose writes these are too; null for a step of its own.</param>
internal class StoreWork(Jid account, ICryptoStateStore store, TrustPolicy policy, StoreWork? same = null)
{
    private readonly OrderedDictionary<(string Table, string Key), ReadOnlyMemory<byte>?> _writes = same?._writes ?? [];

    /// <summary>Who decides about keys that are seen for the first time.</summary>
    public TrustPolicy Policy { get; } = policy;

    /// <summary>What the step has written so far.</summary>
    public IReadOnlyList<CryptoRecord> Changes =>
        [.. _writes.Select(write => new CryptoRecord(write.Key.Table, write.Key.Key, write.Value))];

    public ValueTask<byte[]?> GetAsync(string table, string key, CancellationToken cancellationToken) =>
        store.GetAsync(account, table, key, cancellationToken);

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(string table, string prefix, CancellationToken cancellationToken) =>
        store.ListAsync(account, table, prefix, cancellationToken);

    public void Put(string table, string key, byte[] value) => _writes[(table, key)] = value;

    public void Delete(string table, string key) => _writes[(table, key)] = null;
}
