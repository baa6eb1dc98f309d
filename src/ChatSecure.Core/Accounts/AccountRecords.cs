// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>Small state of the engine that belongs to one account: goes with it.</summary>
internal sealed class AccountRecords(IRecordStore store, Jid account)
{
    private const string Collection = "engine.account";
    private const int Page = 1000;

    // No address holds a space.
    private string Prefix => $"{account} ";

    public ValueTask<byte[]?> GetAsync(string name, CancellationToken cancellationToken) =>
        store.GetAsync(Collection, Prefix + name, cancellationToken);

    /// <summary>Writes a record; null removes it.</summary>
    public ValueTask SetAsync(string name, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken) =>
        store.WriteAsync(Collection, [new(Prefix + name, content)], cancellationToken);

    /// <summary>Writes records in one go; those without content are removed.</summary>
    public ValueTask SetAsync(IReadOnlyList<StoredRecord> changes, CancellationToken cancellationToken) =>
        store.WriteAsync(Collection, [.. changes.Select(change => change with { Key = Prefix + change.Key })], cancellationToken);

    /// <summary>The records whose names begin so, with what follows that.</summary>
    public async Task<IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)>> ListAsync(
        string beginning,
        CancellationToken cancellationToken
    )
    {
        var prefix = Prefix + beginning;
        List<(string Name, ReadOnlyMemory<byte> Content)> all = [];
        string? after = null;
        IReadOnlyList<StoredRecord> found;
        do
        {
            found = await store.ListAsync(Collection, prefix, Page, after, cancellationToken).ConfigureAwait(false);
            all.AddRange(found.Select(record => (record.Key[prefix.Length..], record.Value.GetValueOrDefault())));
            after = found.Count > 0 ? found[^1].Key : null;
        } while (found.Count == Page);
        return all;
    }

    /// <summary>Removes all of them.</summary>
    public async Task EraseAsync(CancellationToken cancellationToken)
    {
        while (
            await store.ListAsync(Collection, Prefix, Page, cancellationToken: cancellationToken).ConfigureAwait(false)
                is { Count: > 0 } found
        )
        {
            await store
                .WriteAsync(Collection, [.. found.Select(record => new StoredRecord(record.Key, null))], cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
