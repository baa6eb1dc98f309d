// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Changes;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryRecordStore(InMemoryChatStore store) : IRecordStore
{
    public ValueTask<byte[]?> GetAsync(string collection, string key, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Records.GetValueOrDefault((collection, key))?.ToArray(), cancellationToken);

    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        int limit = 1000,
        string? after = null,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(limit);
        return store.InTurn(profile => List(profile, collection, keyPrefix, limit, after), cancellationToken);
    }

    public async ValueTask WriteAsync(string collection, IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        StoreRules.Collection(collection);
        foreach (var record in records)
        {
            StoreRules.Check(record);
        }

        await store
            .InTurn(
                profile =>
                {
                    foreach (var record in records)
                    {
                        if (record.Value is { } value)
                        {
                            profile.Records[(collection, record.Key)] = value.ToArray();
                        }
                        else
                        {
                            profile.Records.Remove((collection, record.Key));
                        }
                    }

                    store.Feeds.Publish([FeedTopic.Records(collection)], profile);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public IAsyncEnumerable<ListDiffBatch<StoredRecord>> WatchAsync(
        string collection,
        string keyPrefix = "",
        int window = 1000,
        CancellationToken cancellationToken = default
    )
    {
        StoreRules.Limit(window);
        return store.Feeds.WatchAsync(
            FeedTopic.Records(StoreRules.Collection(collection)),
            profile => List(profile, collection, keyPrefix, window, after: null),
            record => record.Key,
            cancellationToken
        );
    }

    private static IReadOnlyList<StoredRecord> List(
        InMemoryProfile profile,
        string collection,
        string keyPrefix,
        int limit,
        string? after
    ) =>
        [
            .. profile
                .Records.Where(record =>
                    record.Key.Collection == collection
                    && record.Key.Key.StartsWith(keyPrefix, StringComparison.Ordinal)
                    && (after is null || Order(after, record.Key.Key) < 0)
                )
                .OrderBy(record => record.Key.Key, Comparer<string>.Create(Order))
                .Take(limit)
                .Select(record => new StoredRecord(record.Key.Key, record.Value.ToArray())),
        ];

    /// <summary>The order of UTF-8, in which the database has them.</summary>
    private static int Order(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
