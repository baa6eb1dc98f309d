// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class RecordChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("An app's records are written, replaced, removed and listed by prefix", RecordsAsync),
        Check("A feed of records follows what is written to its collection", FeedAsync),
        Check("What a connection keeps is written, replaced and removed", ConnectionAsync),
    ];

    private static async Task RecordsAsync(IChatStore store)
    {
        await WriteAsync(store, "settings", ("theme", 1), ("theme/dark", 2), ("zoom", 3), ("theme\ud83d\ude00", 4)).ConfigureAwait(false);
        await WriteAsync(store, "other", ("theme", 9)).ConfigureAwait(false);
        await store
            .Records.WriteAsync("settings", [new("zoom", null), new("unknown", null), new("empty", ReadOnlyMemory<byte>.Empty)])
            .ConfigureAwait(false);
        var all = await store.Records.ListAsync("settings").ConfigureAwait(false);
        Expect.Sequence(["empty", "theme", "theme/dark", "theme\ud83d\ude00"], all.Select(record => record.Key), "The keys");
        var some = await store.Records.ListAsync("settings", "theme", 2).ConfigureAwait(false);
        Expect.Sequence(["theme", "theme/dark"], some.Select(record => record.Key), "The first keys with a prefix");
        var rest = await store.Records.ListAsync("settings", "theme", 2, some[^1].Key).ConfigureAwait(false);
        Expect.Sequence(["theme\ud83d\ude00"], rest.Select(record => record.Key), "The keys behind them");
        Expect.Equal(null, await store.Records.GetAsync("settings", "zoom").ConfigureAwait(false), "A removed record");
        Expect.Sequence<byte>([9], await store.Records.GetAsync("other", "theme").ConfigureAwait(false) ?? [], "The other collection");
        Expect.Equal(0, (await store.Records.GetAsync("settings", "empty").ConfigureAwait(false))?.Length, "The length of an empty record");
    }

    private static async Task FeedAsync(IChatStore store)
    {
        await WriteAsync(store, "c", ("a1", 1)).ConfigureAwait(false);
        var feed = new FeedReader<StoredRecord>(end => store.Records.WatchAsync("c", "a", 10, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(ListChangeKind.Reset).ConfigureAwait(false);
            await WriteAsync(store, "other", ("a9", 1)).ConfigureAwait(false);
            await WriteAsync(store, "c", ("b", 1)).ConfigureAwait(false);
            await WriteAsync(store, "c", ("a1", 1)).ConfigureAwait(false);
            await WriteAsync(store, "c", ("a0", 1), ("a1", 2)).ConfigureAwait(false);
            await KindsAsync(ListChangeKind.Insert, ListChangeKind.Update).ConfigureAwait(false);
            await store.Records.WriteAsync("c", [new("a0", null)]).ConfigureAwait(false);
            await KindsAsync(ListChangeKind.Remove).ConfigureAwait(false);
        }

        async Task KindsAsync(params ListChangeKind[] kinds) =>
            Expect.Sequence(
                kinds,
                (await feed.NextAsync().ConfigureAwait(false)).Changes.Select(change => change.Kind),
                "The changes of a batch"
            );
    }

    private static async Task ConnectionAsync(IChatStore store)
    {
        await store.Connections.SetAsync(Alice, ConnectionRecord.Resumption, new byte[] { 1 }).ConfigureAwait(false);
        await store.Connections.SetAsync(Alice, ConnectionRecord.Resumption, new byte[] { 2, 3 }).ConfigureAwait(false);
        await store.Connections.SetAsync(Alice, ConnectionRecord.Login, new byte[] { 9 }).ConfigureAwait(false);
        Expect.Sequence<byte>([2, 3], await GetAsync(ConnectionRecord.Resumption).ConfigureAwait(false) ?? [], "The record");
        await store.Connections.SetAsync(Alice, ConnectionRecord.Resumption, null).ConfigureAwait(false);
        Expect.True(await GetAsync(ConnectionRecord.Resumption).ConfigureAwait(false) is null, "A removed record is there.");
        Expect.Sequence<byte>([9], await GetAsync(ConnectionRecord.Login).ConfigureAwait(false) ?? [], "The other record");

        async Task<byte[]?> GetAsync(ConnectionRecord record) => await store.Connections.GetAsync(Alice, record).ConfigureAwait(false);
    }

    private static async Task WriteAsync(IChatStore store, string collection, params (string Key, byte Value)[] records) =>
        await store
            .Records.WriteAsync(collection, [.. records.Select(record => new StoredRecord(record.Key, new byte[] { record.Value }))])
            .ConfigureAwait(false);
}
