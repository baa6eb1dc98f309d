// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class SearchChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("Search finds messages with every word, whatever the case and diacritics", WordsAsync),
        Check("The last word of a search is a prefix, the others are not", PrefixAsync),
        Check("Nothing in a search is syntax", SyntaxAsync),
        Check("A search stays within its account and, if asked, its conversation", ScopeAsync),
        Check("A search with a limit gives the newest messages, oldest first", LimitAsync),
    ];

    private static async Task WordsAsync(IChatStore store)
    {
        await store
            .AddAsync(
                Incoming("1", 1) with
                {
                    Body = "Übung macht den Meister",
                },
                Incoming("2", 2) with
                {
                    Body = "Привет, мир",
                },
                Incoming("3", 3) with
                {
                    Body = "café crème",
                },
                Incoming("4", 4) with
                {
                    Body = null,
                }
            )
            .ConfigureAwait(false);
        await FindsAsync(store, "ubung MEISTER", "1").ConfigureAwait(false);
        await FindsAsync(store, "meister übung", "1").ConfigureAwait(false);
        await FindsAsync(store, "ПРИВЕТ", "2").ConfigureAwait(false);
        await FindsAsync(store, "cafe", "3").ConfigureAwait(false);
        await FindsAsync(store, "cafe meister").ConfigureAwait(false);
    }

    private static async Task PrefixAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1") with { Body = "encrypted messaging" }).ConfigureAwait(false);
        await FindsAsync(store, "messag", "1").ConfigureAwait(false);
        await FindsAsync(store, "messag ").ConfigureAwait(false);
        await FindsAsync(store, "messaging ", "1").ConfigureAwait(false);
        await FindsAsync(store, "encrypted m", "1").ConfigureAwait(false);
        await FindsAsync(store, "encr messaging").ConfigureAwait(false);
        await FindsAsync(store, "essaging").ConfigureAwait(false);
    }

    private static async Task SyntaxAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1", 1) with { Body = "say \"hi\" OR bye NOT now" }, Incoming("2", 2) with { Body = "near body column" })
            .ConfigureAwait(false);
        await FindsAsync(store, "say OR nothing").ConfigureAwait(false);
        await FindsAsync(store, "say OR bye", "1").ConfigureAwait(false);
        await FindsAsync(store, "say NOT now", "1").ConfigureAwait(false);
        await FindsAsync(store, "\"hi\"", "1").ConfigureAwait(false);
        await FindsAsync(store, "\"", []).ConfigureAwait(false);
        await FindsAsync(store, "", []).ConfigureAwait(false);
        await FindsAsync(store, "!!! - *", []).ConfigureAwait(false);
        await FindsAsync(store, "body:near").ConfigureAwait(false);
        await FindsAsync(store, "near( body", "2").ConfigureAwait(false);
        await FindsAsync(store, "^near", "2").ConfigureAwait(false);
        await FindsAsync(store, "near\0column", "2").ConfigureAwait(false);
        await FindsAsync(store, "column ***", "2").ConfigureAwait(false);
    }

    private static async Task ScopeAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Incoming("2", 2, WithCarol)).ConfigureAwait(false);
        await store.AddAsync(Incoming("3", 3, new(Carol, Bob))).ConfigureAwait(false);
        await FindsAsync(store, "text", "1", "2").ConfigureAwait(false);
        var withCarol = await store.Messages.SearchAsync(Alice, "text", Carol).ConfigureAwait(false);
        Expect.Sequence([Incoming("2", 2, WithCarol)], withCarol, "The search in one conversation");
    }

    private static async Task LimitAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("3", 3), Incoming("1", 1), Incoming("4", 4), Incoming("2", 2)).ConfigureAwait(false);
        var found = await store.Messages.SearchAsync(Alice, "text", null, 2).ConfigureAwait(false);
        Expect.Sequence(["3", "4"], found.Select(message => message.Id.Value), "The newest two");
    }

    private static async Task FindsAsync(IChatStore store, string words, params string[] ids)
    {
        var found = await store.Messages.SearchAsync(Alice, words).ConfigureAwait(false);
        Expect.Sequence(ids, found.Select(message => message.Id.Value), $"The search for <{words}>");
    }
}
