// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class TimelineChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("History is read towards the present, page by page", ForwardAsync),
        Check("A timeline begins at the newest messages, loads older ones and follows new ones", NewestAsync),
        Check("A timeline around a message loads both ways and follows once it has come to the end", AroundAsync),
        Check("A timeline holds a thousand messages at the most", BoundedAsync),
        Check("A page of a timeline leaves what has changed meanwhile as it is now", ChangedAsync),
        Check("A hit shows where its words stand", HitsAsync),
        Check("Hits by relevance begin with the best match", RelevanceAsync),
        Check("A feed of a search follows what is written, changed and erased", SearchFeedAsync),
    ];

    private static async Task ForwardAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 5).Select(i => Incoming($"{i}", i / 2))]).ConfigureAwait(false);
        List<string> read = [];
        string? after = null;
        do
        {
            var page = await store.Messages.PageForwardAsync(WithBob, 2, after).ConfigureAwait(false);
            read.AddRange(page.Messages.Select(message => message.Id.Value));
            after = page.After;
        } while (after is not null);
        Expect.Sequence(["0", "1", "2", "3", "4"], read, "The messages from the oldest to the newest");

        var newest = await store.Messages.PageAsync(WithBob, 2).ConfigureAwait(false);
        var older = await store.Messages.PageAsync(WithBob, 2, newest.Before).ConfigureAwait(false);
        var back = await store.Messages.PageForwardAsync(WithBob, 2, older.After).ConfigureAwait(false);
        Expect.Sequence(newest.Messages, back.Messages, "The page that one came from");
    }

    private static async Task NewestAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 10).Select(i => Incoming($"{i}", i))]).ConfigureAwait(false);
        var timeline = await store.Messages.OpenTimelineAsync(WithBob, 3).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await ShowsAsync(feed, "7", "8", "9").ConfigureAwait(false);
            Expect.True(timeline is { HasOlder: true, HasNewer: false }, "The ends of a new timeline are wrong.");
            await store.AddAsync(Incoming("10", 10)).ConfigureAwait(false);
            await ShowsAsync(feed, "7", "8", "9", "10").ConfigureAwait(false);
            Expect.Equal(2, await timeline.LoadOlderAsync(2).ConfigureAwait(false), "What came in");
            await ShowsAsync(feed, "5", "6", "7", "8", "9", "10").ConfigureAwait(false);
            Expect.Equal(5, await timeline.LoadOlderAsync(50).ConfigureAwait(false), "The rest that came in");
            await ShowsAsync(feed, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10").ConfigureAwait(false);
            Expect.True(!timeline.HasOlder, "There is something before the oldest message.");
            Expect.Equal(0, await timeline.LoadOlderAsync(1).ConfigureAwait(false), "What came in after all");
            await store.AddAsync(Incoming("before", -1)).ConfigureAwait(false);
            await ShowsAsync(feed, "before", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10").ConfigureAwait(false);
        }
    }

    private static async Task AroundAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 10).Select(i => Incoming($"{i}", i))]).ConfigureAwait(false);
        var around = new MessageRef(WithBob, MessageDirection.Incoming, new("5"));
        var timeline = await store.Messages.OpenTimelineAsync(WithBob, 3, around).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await ShowsAsync(feed, "4", "5", "6").ConfigureAwait(false);
            Expect.True(timeline is { HasOlder: true, HasNewer: true }, "The ends of a timeline in the middle are wrong.");
            await store.AddAsync(Incoming("10", 10)).ConfigureAwait(false);
            Expect.Equal(2, await timeline.LoadNewerAsync(2).ConfigureAwait(false), "What came in behind");
            await ShowsAsync(feed, "4", "5", "6", "7", "8").ConfigureAwait(false);
            Expect.Equal(2, await timeline.LoadNewerAsync(9).ConfigureAwait(false), "The rest that came in behind");
            await ShowsAsync(feed, "4", "5", "6", "7", "8", "9", "10").ConfigureAwait(false);
            Expect.True(!timeline.HasNewer, "There is something behind the newest message.");
            await store.AddAsync(Incoming("11", 11)).ConfigureAwait(false);
            await ShowsAsync(feed, "4", "5", "6", "7", "8", "9", "10", "11").ConfigureAwait(false);
            await store
                .CommitAsync(new(Alice) { DeletedMessages = [new(WithBob, MessageDirection.Incoming, new("4"))] })
                .ConfigureAwait(false);
            await ShowsAsync(feed, "5", "6", "7", "8", "9", "10", "11").ConfigureAwait(false);
        }
    }

    private static async Task BoundedAsync(IChatStore store)
    {
        const int Count = 1500;
        await store.AddAsync([.. Enumerable.Range(0, Count).Select(i => Incoming($"{i}", i))]).ConfigureAwait(false);
        var timeline = await store.Messages.OpenTimelineAsync(WithBob, 900).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await feed.NextAsync().ConfigureAwait(false);
            await timeline.LoadOlderAsync(300).ConfigureAwait(false);
            var items = (await feed.NextAsync().ConfigureAwait(false)).Items;
            Expect.Equal(1000, items.Count, "The size of the window");
            Expect.Equal("300", items[0].Id.Value, "The oldest message in it");
            Expect.True(timeline.HasNewer, "A window that let go of its newest messages does not say so.");
            await timeline.LoadNewerAsync(500).ConfigureAwait(false);
            items = (await feed.NextAsync().ConfigureAwait(false)).Items;
            Expect.Equal($"{Count - 1}", items[^1].Id.Value, "The newest message in it");
            Expect.Equal(1000, items.Count, "The size of the window at the other end");
        }
    }

    private static async Task ChangedAsync(IChatStore store)
    {
        await store.AddAsync([.. Enumerable.Range(0, 10).Select(i => Incoming($"{i}", i))]).ConfigureAwait(false);
        var timeline = await store.Messages.OpenTimelineAsync(WithBob, 3).ConfigureAwait(false);

        // Nobody watches: what is committed now is known to nobody who moves on.
        await EditAsync("7", "unseen").ConfigureAwait(false);
        await store.AddAsync(Incoming("10", 10)).ConfigureAwait(false);
        await timeline.LoadOlderAsync(2).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await ShowsTextsAsync("text of 5", "text of 6", "unseen", "text of 8", "text of 9", "text of 10").ConfigureAwait(false);
            await EditAsync("8", "seen").ConfigureAwait(false);
            await ShowsTextsAsync("text of 5", "text of 6", "unseen", "seen", "text of 9", "text of 10").ConfigureAwait(false);
            await timeline.LoadOlderAsync(1).ConfigureAwait(false);
            await ShowsTextsAsync("text of 4", "text of 5", "text of 6", "unseen", "seen", "text of 9", "text of 10").ConfigureAwait(false);
            await store
                .CommitAsync(new(Alice) { DeletedMessages = [new(WithBob, MessageDirection.Incoming, new("5"))] })
                .ConfigureAwait(false);
            await ShowsTextsAsync("text of 4", "text of 6", "unseen", "seen", "text of 9", "text of 10").ConfigureAwait(false);
            await timeline.LoadOlderAsync(1).ConfigureAwait(false);
            await ShowsTextsAsync("text of 3", "text of 4", "text of 6", "unseen", "seen", "text of 9", "text of 10").ConfigureAwait(false);
        }

        async Task EditAsync(string id, string text) =>
            await store
                .CommitAsync(new(Alice) { Edits = [new(new(WithBob, MessageDirection.Incoming, new(id)), Start, text)] })
                .ConfigureAwait(false);

        async Task ShowsTextsAsync(params string[] texts) =>
            Expect.Sequence(
                texts,
                (await feed.NextAsync().ConfigureAwait(false)).Items.Select(message => message.Body ?? string.Empty),
                "What the timeline says"
            );
    }

    private static async Task HitsAsync(IChatStore store)
    {
        await store
            .AddAsync(
                Incoming("1", 1) with
                {
                    Body = "Übung macht den Meister",
                },
                Incoming("2", 2) with
                {
                    Body = null,
                    Attachments = [new() { FileName = "übungen.pdf" }],
                }
            )
            .ConfigureAwait(false);
        var hits = await store.Messages.SearchHitsAsync(Alice, "ubung").ConfigureAwait(false);
        Expect.Sequence(["2", "1"], hits.Select(hit => hit.Message.Id.Value), "The hits, the newest first");
        Expect.Equal("Übung macht den Meister", hits[1].Snippet, "The snippet");
        Expect.Sequence(["Übung"], hits[1].Matches.Select(range => hits[1].Snippet[range]), "The words in the text");
        Expect.Sequence(["übungen"], hits[0].Matches.Select(range => hits[0].Snippet[range]), "The words in the file's name");
        hits = await store.Messages.SearchHitsAsync(Alice, "meister den").ConfigureAwait(false);
        Expect.Sequence(
            ["den", "Meister"],
            hits.SelectMany(hit => hit.Matches.Select(range => hit.Snippet[range])),
            "Both words of a search"
        );
    }

    private static async Task RelevanceAsync(IChatStore store)
    {
        var filler = string.Join(' ', Enumerable.Repeat("filler", 30));
        await store
            .AddAsync(
                Incoming("best", 1) with
                {
                    Body = "needle needle",
                },
                Incoming("weak", 2) with
                {
                    Body = $"{filler} needle {filler}",
                },
                Incoming("none", 3) with
                {
                    Body = filler,
                }
            )
            .ConfigureAwait(false);
        var hits = await store.Messages.SearchHitsAsync(Alice, "needle", byRelevance: true).ConfigureAwait(false);
        Expect.Sequence(["best", "weak"], hits.Select(hit => hit.Message.Id.Value), "The hits");
        hits = await store.Messages.SearchHitsAsync(Alice, "needle", limit: 1, byRelevance: true).ConfigureAwait(false);
        Expect.Sequence(["best"], hits.Select(hit => hit.Message.Id.Value), "The best hit");
    }

    private static async Task SearchFeedAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1)).ConfigureAwait(false);
        var feed = new FeedReader<SearchHit>(end => store.Messages.WatchSearchAsync(Alice, "text", null, 2, end));
        await using (feed.ConfigureAwait(false))
        {
            await ShowsAsync("1").ConfigureAwait(false);
            await store.AddAsync(Incoming("other", 2) with { Body = "nothing" }).ConfigureAwait(false);
            await store.AddAsync(Incoming("3", 3, WithCarol)).ConfigureAwait(false);
            await ShowsAsync("3", "1").ConfigureAwait(false);
            await store.AddAsync(Incoming("4", 4)).ConfigureAwait(false);
            await ShowsAsync("4", "3").ConfigureAwait(false);
            await store
                .CommitAsync(new(Alice) { Edits = [new(new(WithBob, MessageDirection.Incoming, new("4")), Start, "changed")] })
                .ConfigureAwait(false);
            await ShowsAsync("3", "1").ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { DeletedConversations = [WithCarol] }).ConfigureAwait(false);
            await ShowsAsync("1").ConfigureAwait(false);
        }

        async Task ShowsAsync(params string[] ids) =>
            Expect.Sequence(
                ids,
                (await feed.NextAsync().ConfigureAwait(false)).Items.Select(hit => hit.Message.Id.Value),
                "What the search shows"
            );
    }

    private static async Task ShowsAsync(FeedReader<ChatMessage> feed, params string[] ids) =>
        Expect.Sequence(
            ids,
            (await feed.NextAsync().ConfigureAwait(false)).Items.Select(message => message.Id.Value),
            "What the timeline shows"
        );
}
