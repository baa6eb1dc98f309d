// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class StateChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A cryptographic record is written, replaced and deleted", CryptoAsync),
        Check("Cryptographic records are listed by prefix, in the order of their keys", CryptoListAsync),
        Check("The outbox keeps its order, and replaces an entry in place", OutboxAsync),
        Check("An archive's cursor moves, each archive its own", CursorAsync),
        Check("A secret is kept, replaced and removed", VaultAsync),
        Check("What is read is a copy", CopyAsync),
    ];

    private static async Task CryptoAsync(IChatStore store)
    {
        await WriteAsync(store, new("session", "k", new byte[] { 1, 0, 2 }), new("other", "k", new byte[] { 9 })).ConfigureAwait(false);
        Expect.Sequence<byte>([1, 0, 2], await GetAsync("k").ConfigureAwait(false) ?? [], "The record");
        await WriteAsync(store, new CryptoRecord("session", "k", ReadOnlyMemory<byte>.Empty)).ConfigureAwait(false);
        Expect.Equal(0, (await GetAsync("k").ConfigureAwait(false))?.Length, "The length of an empty record");
        await WriteAsync(store, new("session", "k", null), new("session", "unknown", null)).ConfigureAwait(false);
        Expect.True(await GetAsync("k").ConfigureAwait(false) is null, "A deleted record is there.");
        Expect.True(
            await store.CryptoState.GetAsync(Bob, "other", "k").ConfigureAwait(false) is null,
            "Another account's record was found."
        );

        async Task<byte[]?> GetAsync(string key) => await store.CryptoState.GetAsync(Alice, "session", key).ConfigureAwait(false);
    }

    private static async Task CryptoListAsync(IChatStore store)
    {
        string[] keys = ["a", "a%", "a/1", "a/10", "a/2", "a/\ud83d\ude00", "a/\uffee", "A/3", "b", "", "a_"];
        await WriteAsync(store, [.. keys.Select(key => new CryptoRecord("t", key, new byte[] { 1 })), new("u", "a/9", new byte[] { 1 })])
            .ConfigureAwait(false);
        foreach (var prefix in new[] { "", "a", "a/", "a/1", "a%", "a_", "c" })
        {
            var found = await store.CryptoState.ListAsync(Alice, "t", prefix).ConfigureAwait(false);
            Expect.Sequence(
                keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                found.Select(record => record.Key),
                $"The keys that start with <{prefix}>"
            );
            Expect.True(found.All(record => record.Table == "t" && record.Value.GetValueOrDefault().Span is [1]), "A record has another table or value.");
        }
    }

    private static async Task OutboxAsync(IChatStore store)
    {
        await store.CommitAsync(new(Alice) { Outbox = [Entry("1"), Entry("2"), Entry("3")] }).ConfigureAwait(false);
        var prepared = Entry("1") with { Prepared = "<message/>"u8.ToArray(), Encryption = EncryptionChoice.Omemo };
        await store
            .CommitAsync(new(Alice) { Outbox = [prepared, Entry("4")], OutboxDone = [new("2"), new("unknown")] })
            .ConfigureAwait(false);
        var entries = await store.Outbox.ListAsync(Alice).ConfigureAwait(false);
        Expect.Sequence(["1", "3", "4"], entries.Select(entry => entry.Id.Value), "The outbox");
        Expect.Equal(EncryptionChoice.Omemo, entries[0].Encryption, "The encryption of the replaced entry");
        Expect.Sequence("<message/>"u8.ToArray(), entries[0].Prepared?.ToArray() ?? [], "The stanza of the replaced entry");
        Expect.True(entries[1].Prepared is null && entries[1].To == Bob && entries[1].Account == Alice, "An entry changed.");
        Expect.Equal(0, (await store.Outbox.ListAsync(Carol).ConfigureAwait(false)).Count, "Another account's outbox");

        static OutboxEntry Entry(string id) => new(Alice, Bob, new(id), EncryptionChoice.Auto, null);
    }

    private static async Task CursorAsync(IChatStore store)
    {
        Expect.Equal(null, await store.ArchiveCursors.GetAsync(Alice, Alice).ConfigureAwait(false), "The cursor of an archive never read");
        await store.CommitAsync(new(Alice) { Cursor = new(Alice, "1") }).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Cursor = new(Carol, "9") }).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Cursor = new(Alice, "2") }).ConfigureAwait(false);
        await store.CommitAsync(new(Alice)).ConfigureAwait(false);
        Expect.Equal(new(Alice, "2"), await store.ArchiveCursors.GetAsync(Alice, Alice).ConfigureAwait(false), "The cursor");
        Expect.Equal(
            new(Carol, "9"),
            await store.ArchiveCursors.GetAsync(Alice, Carol).ConfigureAwait(false),
            "The other archive's cursor"
        );
        Expect.Equal(null, await store.ArchiveCursors.GetAsync(Carol, Carol).ConfigureAwait(false), "The other account's cursor");
    }

    private static async Task VaultAsync(IChatStore store)
    {
        await store.Vault.SetAsync(Alice, "password", "one"u8.ToArray()).ConfigureAwait(false);
        await store.Vault.SetAsync(Alice, "password", "two"u8.ToArray()).ConfigureAwait(false);
        await store.Vault.SetAsync(Alice, "token", "three"u8.ToArray()).ConfigureAwait(false);
        Expect.Sequence("two"u8.ToArray(), await store.Vault.GetAsync(Alice, "password").ConfigureAwait(false) ?? [], "The secret");
        await store.Vault.RemoveAsync(Alice, "password").ConfigureAwait(false);
        await store.Vault.RemoveAsync(Alice, "password").ConfigureAwait(false);
        Expect.True(await store.Vault.GetAsync(Alice, "password").ConfigureAwait(false) is null, "A removed secret is there.");
        Expect.Sequence("three"u8.ToArray(), await store.Vault.GetAsync(Alice, "token").ConfigureAwait(false) ?? [], "The other secret");
    }

    private static async Task CopyAsync(IChatStore store)
    {
        byte[] secret = [1, 2, 3];
        await store.Vault.SetAsync(Alice, "s", secret).ConfigureAwait(false);
        await WriteAsync(store, new CryptoRecord("t", "k", secret)).ConfigureAwait(false);
        Array.Clear(secret);
        Array.Clear((await store.Vault.GetAsync(Alice, "s").ConfigureAwait(false))!);
        Array.Clear((await store.CryptoState.GetAsync(Alice, "t", "k").ConfigureAwait(false))!);
        Expect.Sequence<byte>([1, 2, 3], (await store.Vault.GetAsync(Alice, "s").ConfigureAwait(false))!, "The secret");
        Expect.Sequence<byte>([1, 2, 3], (await store.CryptoState.GetAsync(Alice, "t", "k").ConfigureAwait(false))!, "The record");
    }

    private static async Task WriteAsync(IChatStore store, params CryptoRecord[] records) =>
        await store.CommitAsync(new(Alice) { Crypto = records }).ConfigureAwait(false);
}
