// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>One step's view of the store: reads see what is committed and what the step has written, writes are gathered for the caller to commit. Nothing survives it, so a step
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

    /// <summary>Reads a record, as this step has left it.</summary>
    public ValueTask<byte[]?> GetAsync(string table, string key, CancellationToken cancellationToken) =>
        _writes.TryGetValue((table, key), out var written)
            ? ValueTask.FromResult(written?.ToArray())
            : store.GetAsync(account, table, key, cancellationToken);

    /// <summary>Reads the records whose key starts with a prefix, as this step has left them, in the order of their keys.</summary>
    public async ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(string table, string prefix, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(account, table, prefix, cancellationToken).ConfigureAwait(false);
        var written = _writes
            .Where(write => write.Key.Table == table && write.Key.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(write => write.Key.Key, write => write.Value);
        return written.Count == 0
            ? stored
            :
            [
                .. stored
                    .Where(record => !written.ContainsKey(record.Key))
                    .Concat(
                        written.Where(write => write.Value is not null).Select(write => new CryptoRecord(table, write.Key, write.Value))
                    )
                    .OrderBy(record => record.Key, StringComparer.Ordinal),
            ];
    }

    public void Put(string table, string key, byte[] value) => _writes[(table, key)] = value;

    public void Delete(string table, string key) => _writes[(table, key)] = null;
}
