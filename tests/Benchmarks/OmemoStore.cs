// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Benchmarks;

/// <summary>The crypto state port over sorted lists: as cheap as a store can be, so that the benchmarks measure the machine.</summary>
internal sealed class OmemoStore : ICryptoStateStore
{
    private readonly Dictionary<string, SortedList<string, byte[]>> _tables = [];

    public void Commit(IReadOnlyList<CryptoRecord> changes)
    {
        foreach (var change in changes)
        {
            if (!_tables.TryGetValue(change.Table, out var table))
            {
                _tables[change.Table] = table = new(StringComparer.Ordinal);
            }

            if (change.Value is { } value)
            {
                table[change.Key] = value.ToArray();
            }
            else
            {
                table.Remove(change.Key);
            }
        }
    }

    public OmemoStore Copy()
    {
        var copy = new OmemoStore();
        foreach (var (table, records) in _tables)
        {
            copy._tables[table] = new(records, StringComparer.Ordinal);
        }

        return copy;
    }

    public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
        new(_tables.TryGetValue(table, out var records) ? records.GetValueOrDefault(key) : null);

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
        Jid account,
        string table,
        string keyPrefix,
        CancellationToken cancellationToken = default
    )
    {
        var found = new List<CryptoRecord>();
        if (_tables.TryGetValue(table, out var records))
        {
            var keys = records.Keys;
            for (var i = FirstAtOrAfter(keys, keyPrefix); i < keys.Count && keys[i].StartsWith(keyPrefix, StringComparison.Ordinal); i++)
            {
                found.Add(new(table, keys[i], records.Values[i]));
            }
        }

        return new(found);
    }

    private static int FirstAtOrAfter(IList<string> keys, string prefix)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(keys[middle], prefix) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
