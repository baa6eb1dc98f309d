// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>The state port over a sorted dictionary. It hands out copies, so no step can change what is not committed.</summary>
internal sealed class MemoryStateStore : ICryptoStateStore
{
    private readonly SortedDictionary<(string Account, string Table, string Key), byte[]> _records = new(
        Comparer<(string Account, string Table, string Key)>.Create(
            (left, right) =>
                string.CompareOrdinal(left.Account, right.Account) is not 0 and var byAccount ? byAccount
                : string.CompareOrdinal(left.Table, right.Table) is not 0 and var byTable ? byTable
                : string.CompareOrdinal(left.Key, right.Key)
        )
    );

    public int Count(string table) => _records.Keys.Count(key => key.Table == table);

    public IEnumerable<string> Keys(string table) => _records.Keys.Where(key => key.Table == table).Select(key => key.Key);

    public void Commit(Jid account, IReadOnlyList<CryptoRecord> changes)
    {
        foreach (var change in changes)
        {
            var key = (account.ToString(), change.Table, change.Key);
            if (change.Value is { } value)
            {
                _records[key] = value.ToArray();
            }
            else
            {
                _records.Remove(key);
            }
        }
    }

    /// <summary>Every byte of the state, to compare before and after.</summary>
    public string Snapshot() =>
        string.Join(
            '\n',
            _records.Select(record => $"{record.Key.Account} {record.Key.Table} {record.Key.Key} {Convert.ToHexString(record.Value)}")
        );

    public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_records.GetValueOrDefault((account.ToString(), table, key))?.ToArray());

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    ) =>
        ValueTask.FromResult<IReadOnlyList<CryptoRecord>>([
            .. _records
                .Where(record =>
                    record.Key.Account == account.ToString()
                    && record.Key.Table == table
                    && record.Key.Key.StartsWith(keyPrefix, StringComparison.Ordinal)
                )
                .Select(record => new CryptoRecord(table, record.Key.Key, record.Value.ToArray())),
        ]);
}
