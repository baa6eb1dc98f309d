// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class HistoryChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("History is ordered by time, and by arrival at the same time", OrderAsync),
        Check("Pages lead through all of history without gap or repetition", PagesAsync),
        Check("A page stays where it is while new messages come in", StableAsync),
        Check("A cursor that is not one, or a limit out of range, is refused", RefusedAsync),
    ];

    private static async Task OrderAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("late", 10), Incoming("b", 5), Incoming("early", 1)).ConfigureAwait(false);
        await store.AddAsync(Outgoing("a", 5), Incoming("first", 0)).ConfigureAwait(false);
        Expect.Sequence(
            ["first", "early", "b", "a", "late"],
            (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Select(message => message.Id.Value),
            "The history"
        );
    }

    private static async Task PagesAsync(IChatStore store)
    {
        // Several messages share a time stamp, so that page borders fall between them.
        ChatMessage[] messages = [.. Enumerable.Range(0, 23).Select(i => Incoming($"m{i:d2}", i / 4))];
        await store.AddAsync(messages).ConfigureAwait(false);
        foreach (var limit in new[] { 1, 2, 5, 23, 24 })
        {
            List<ChatMessage> found = [];
            string? before = null;
            var pages = 0;
            do
            {
                var page = await store.Messages.PageAsync(WithBob, limit, before).ConfigureAwait(false);
                Expect.True(page.Messages.Count <= limit && pages++ < 24, $"Pages of {limit} do not end.");
                found.InsertRange(0, page.Messages);
                before = page.Before;
            } while (before is not null);

            Expect.Sequence(messages, found, $"The history in pages of {limit}");
        }

        var none = await store.Messages.PageAsync(WithCarol, 5).ConfigureAwait(false);
        Expect.True(none.Messages.Count == 0 && none.Before is null, "An unknown conversation has a history.");
    }

    private static async Task StableAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 6).Select(i => Incoming($"m{i}", i))]).ConfigureAwait(false);
        var newest = await store.Messages.PageAsync(WithBob, 3).ConfigureAwait(false);
        await store.AddAsync(Incoming("new", 9)).ConfigureAwait(false);
        var older = await store.Messages.PageAsync(WithBob, 3, newest.Before).ConfigureAwait(false);
        Expect.Sequence(["m0", "m1", "m2"], older.Messages.Select(message => message.Id.Value), "The older page");
        Expect.Equal(null, older.Before, "A cursor beyond the oldest message");
    }

    private static async Task RefusedAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        foreach (var cursor in new[] { "", "x", "-1", "' OR 1=1 --" })
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    async () => await store.Messages.PageAsync(WithBob, 5, cursor).ConfigureAwait(false),
                    "A bad cursor"
                )
                .ConfigureAwait(false);
        }

        foreach (var limit in new[] { -1, 0, 1001 })
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    async () => await store.Messages.PageAsync(WithBob, limit).ConfigureAwait(false),
                    "A bad limit of a page"
                )
                .ConfigureAwait(false);
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    async () => await store.Messages.SearchAsync(Alice, "text", null, limit).ConfigureAwait(false),
                    "A bad limit of a search"
                )
                .ConfigureAwait(false);
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    async () => await store.Conversations.ListAsync(Alice, limit).ConfigureAwait(false),
                    "A bad limit of a list"
                )
                .ConfigureAwait(false);
        }
    }
}
