// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class AccountChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("An account comes back as it was saved", SavedAsync),
        Check("Saving an account again replaces its settings", ReplacedAsync),
        Check("Accounts are listed by address", ListedAsync),
        Check("An account that only owns data is not listed", UnsavedAsync),
        Check("Removing an account removes all that belongs to it and nothing else", RemovedAsync),
        Check("A full address is no account", FullAddressAsync),
    ];

    private static AccountSettings Full { get; } =
        Account(Alice) with
        {
            Server = new("xmpp.example.org", 5223, TlsMode.Direct),
            ExtraAuthoritiesPem = "-----BEGIN CERTIFICATE-----\n",
            Pins = ["sha256/one", "sha256/two, with a comma and a \"quote\""],
            WebSocketAddress = new("wss://example.org/xmpp?a=b"),
            Proxy = "socks5://user:password@localhost:9050",
        };

    private static async Task SavedAsync(IChatStore store)
    {
        await store.Accounts.SaveAsync(Full).ConfigureAwait(false);
        Same(Full, await store.Accounts.FindAsync(Alice).ConfigureAwait(false));
        Expect.True(await store.Accounts.FindAsync(Bob).ConfigureAwait(false) is null, "An unknown account was found.");
    }

    private static async Task ReplacedAsync(IChatStore store)
    {
        await store.Accounts.SaveAsync(Full).ConfigureAwait(false);
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await store.Accounts.SaveAsync(Account(Alice)).ConfigureAwait(false);
        Same(Account(Alice), await store.Accounts.FindAsync(Alice).ConfigureAwait(false));
        Expect.Equal(1, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Messages after the account was saved again");
    }

    private static async Task ListedAsync(IChatStore store)
    {
        foreach (var jid in new[] { Carol, Alice, Bob })
        {
            await store.Accounts.SaveAsync(Account(jid)).ConfigureAwait(false);
        }

        var accounts = await store.Accounts.ListAsync().ConfigureAwait(false);
        Expect.Sequence([Alice, Bob, Carol], accounts.Select(account => account.Jid), "The accounts");
    }

    private static async Task UnsavedAsync(IChatStore store)
    {
        await store.Vault.SetAsync(Alice, "password", new byte[] { 1 }).ConfigureAwait(false);
        Expect.Equal(0, (await store.Accounts.ListAsync().ConfigureAwait(false)).Count, "Accounts");
        Expect.True(await store.Accounts.FindAsync(Alice).ConfigureAwait(false) is null, "An account that was not saved was found.");
        Expect.Equal(false, await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false), "Whether there was an account");
        Expect.True(await store.Vault.GetAsync(Alice, "password").ConfigureAwait(false) is null, "A secret outlived its owner.");
    }

    private static async Task RemovedAsync(IChatStore store)
    {
        foreach (var jid in new[] { Alice, Carol })
        {
            await store.Accounts.SaveAsync(Account(jid)).ConfigureAwait(false);
            await store.Vault.SetAsync(jid, "password", new byte[] { 1 }).ConfigureAwait(false);
            await store.Roster.SaveAsync(jid, new() { Jid = Bob, Name = "Bob" }, "7").ConfigureAwait(false);
            var conversation = new ConversationId(jid, Bob);
            await store
                .CommitAsync(
                    new(jid)
                    {
                        Messages = [Incoming("1", 0, conversation) with { ArchiveId = "a" }],
                        Crypto = [new("session", "key", new byte[] { 2 })],
                        Outbox = [new(jid, Bob, new("1"), default, null)],
                        Cursor = new(jid, "a"),
                    }
                )
                .ConfigureAwait(false);
        }

        Expect.Equal(true, await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false), "Whether there was an account");
        Expect.Equal(false, await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false), "Whether there was an account still");
        Expect.Equal(0, await CountAsync(store, Alice).ConfigureAwait(false), "What is left of the removed account");
        Expect.Equal(9, await CountAsync(store, Carol).ConfigureAwait(false), "What the other account has");
    }

    private static async Task FullAddressAsync(IChatStore store) =>
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                async () => await store.Accounts.SaveAsync(Account(Alice.WithResource("phone"))).ConfigureAwait(false),
                "Saving an account with a resource"
            )
            .ConfigureAwait(false);

    private static async Task<int> CountAsync(IChatStore store, Addressing.Jid account)
    {
        var count = (await store.HistoryAsync(new(account, Bob)).ConfigureAwait(false)).Count;
        count += (await store.Conversations.ListAsync(account).ConfigureAwait(false)).Count;
        count += (await store.Messages.SearchAsync(account, "text").ConfigureAwait(false)).Count;
        count += (await store.Roster.ListAsync(account).ConfigureAwait(false)).Count;
        count += await store.Roster.GetVersionAsync(account).ConfigureAwait(false) is null ? 0 : 1;
        count += (await store.Outbox.ListAsync(account).ConfigureAwait(false)).Count;
        count += await store.ArchiveCursors.GetAsync(account, account).ConfigureAwait(false) is null ? 0 : 1;
        count += (await store.CryptoState.ListAsync(account, "session", "").ConfigureAwait(false)).Count;
        count += await store.Vault.GetAsync(account, "password").ConfigureAwait(false) is null ? 0 : 1;
        return count;
    }

    private static void Same(AccountSettings expected, AccountSettings? actual)
    {
        Expect.True(actual is not null, "The account was not found.");
        Expect.Equal(expected.Jid, actual!.Jid, "The address");
        Expect.Equal(expected.Server, actual.Server, "The server");
        Expect.Equal(expected.ExtraAuthoritiesPem, actual.ExtraAuthoritiesPem, "The authorities");
        Expect.Sequence(expected.Pins, actual.Pins, "The pins");
        Expect.Equal(expected.Proxy, actual.Proxy, "The proxy");
        Expect.Equal(expected.WebSocketAddress, actual.WebSocketAddress, "The WebSocket");
        Expect.Equal(expected.AddedAt, actual.AddedAt, "When it was added");
    }
}
