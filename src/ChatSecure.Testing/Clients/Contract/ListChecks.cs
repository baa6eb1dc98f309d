// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>What lists show.</summary>
internal static class ListChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("The conversation list follows messages, reading and decisions by changes that replay to it", ListAsync),
        new("A conversation is marked as unread until it is read or answered, and nobody else knows", MarkUnreadAsync),
        new("A timeline follows what is said and done by changes that replay to it", TimelineAsync),
        new("A timeline opens around a message", AroundAsync),
        new("A search finds words, with the place where they stand", SearchAsync),
        new("A deleted conversation is gone here alone", DeleteAsync),
        new("Deleted messages are gone here alone", DeleteMessagesAsync),
        new("A deleted message that waits is not sent, and one that failed is gone", DeleteUnsentAsync),
        new("Messages of several accounts, or too many, are not deleted", DeleteRefusedAsync),
    ];

    private static async Task ListAsync(ChatClientPair pair)
    {
        var feed = new FeedReader<ConversationSummary>(token => pair.Bob.Conversations.WatchAsync(pair.BobAccount, token));
        await using (feed.ConfigureAwait(false))
        {
            await feed.NextAsync().ConfigureAwait(false);
            await pair.SayAsync("one").ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { UnreadCount: 1, LastMessage.Body: "one", EverEncrypted: true }).ConfigureAwait(false);
            await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
            await ShowsAsync(feed, row => row.UnreadCount == 0).ConfigureAwait(false);
            await pair
                .Bob.Conversations.ChangeAsync(
                    new(pair.FromBob())
                    {
                        IsPinned = true,
                        Draft = "well",
                        MutedUntil = DateTimeOffset.MaxValue,
                    }
                )
                .ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { IsPinned: true, Draft: "well", MutedUntil: not null }).ConfigureAwait(false);
            var listed = await pair.Bob.Conversations.ListAsync(pair.BobAccount).ConfigureAwait(false);
            Expect.Sequence([pair.FromBob()], listed.Select(row => row.Id), "What is in the list");
            await pair.Bob.Conversations.ChangeAsync(new(pair.FromBob()) { IsArchived = true }).ConfigureAwait(false);
            await UntilAsync(feed, items => items.All(row => row.Id != pair.FromBob())).ConfigureAwait(false);
            var archived = await pair.Bob.Conversations.ListArchivedAsync(pair.BobAccount).ConfigureAwait(false);
            Expect.Sequence([pair.FromBob()], archived.Select(row => row.Id), "What is put away");
            listed = await pair.Bob.Conversations.ListAsync(pair.BobAccount).ConfigureAwait(false);
            Expect.Sequence([], listed.Select(row => row.Id), "What is left in the list");
            var found = await pair.Bob.Conversations.FindConversationAsync(pair.FromBob()).ConfigureAwait(false);
            Expect.Equal(("well", true), (found?.Draft, found?.IsArchived), "What is put away and has a draft");
            var stranger = new ConversationId(pair.BobAccount, Jid.Parse("nobody@chat.lab.test"));
            Expect.Equal(null, await pair.Bob.Conversations.FindConversationAsync(stranger).ConfigureAwait(false), "No conversation");
        }
    }

    private static async Task MarkUnreadAsync(ChatClientPair pair)
    {
        var feed = new FeedReader<ConversationSummary>(token => pair.Bob.Conversations.WatchAsync(pair.BobAccount, token));
        await using (feed.ConfigureAwait(false))
        {
            await feed.NextAsync().ConfigureAwait(false);
            var sent = await pair.SayAsync("one").ConfigureAwait(false);
            await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { UnreadCount: 0, IsMarkedUnread: false, LastMessage: not null }).ConfigureAwait(false);
            await MarkAsync().ConfigureAwait(false);
            Expect.Equal(
                null,
                await pair.Bob.Conversations.FindUnreadAsync(pair.FromBob()).ConfigureAwait(false),
                "What is unread of what was read"
            );
            await pair.UntilAsync(
                    pair.Alice,
                    pair.AtAlice(sent),
                    message => message?.State == DeliveryState.Displayed,
                    "What was read is not told as read any more"
                )
                .ConfigureAwait(false);
            await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { UnreadCount: 0, IsMarkedUnread: false }).ConfigureAwait(false);
            await MarkAsync().ConfigureAwait(false);
            await pair.Bob.Conversations.SendAsync(pair.FromBob(), new("two")).ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { IsMarkedUnread: false, LastMessage.Body: "two" }).ConfigureAwait(false);
        }

        async Task MarkAsync()
        {
            await pair.Bob.Conversations.ChangeAsync(new(pair.FromBob()) { IsMarkedUnread = true }).ConfigureAwait(false);
            await ShowsAsync(feed, row => row is { UnreadCount: 0, IsMarkedUnread: true }).ConfigureAwait(false);
        }
    }

    private static async Task TimelineAsync(ChatClientPair pair)
    {
        var timeline = await pair.Bob.Conversations.OpenTimelineAsync(pair.FromBob(), 10).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await feed.NextAsync().ConfigureAwait(false);
            var sent = await pair.SayAsync("one").ConfigureAwait(false);
            await UntilAsync(feed, items => items.Any(message => message.Body == "one")).ConfigureAwait(false);
            await pair.Alice.Conversations.EditAsync(pair.FromAlice(), sent.Id, "two").ConfigureAwait(false);
            await UntilAsync(feed, items => items is [{ Body: "two" }]).ConfigureAwait(false);
            await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
            await UntilAsync(feed, items => items is [{ State: DeliveryState.Displayed }]).ConfigureAwait(false);
        }
    }

    private static async Task AroundAsync(ChatClientPair pair)
    {
        List<ChatMessage> sent = [];
        for (var i = 0; i < 5; i++)
        {
            sent.Add(await pair.SayAsync($"{i}").ConfigureAwait(false));
        }

        var timeline = await pair.Bob.Conversations.OpenTimelineAsync(pair.FromBob(), 1, pair.AtBob(sent[2])).ConfigureAwait(false);
        Expect.True(timeline is { HasOlder: true, HasNewer: true }, "A timeline in the middle has something on both sides.");
        var feed = new FeedReader<ChatMessage>(timeline.WatchAsync);
        await using (feed.ConfigureAwait(false))
        {
            await UntilAsync(feed, items => items.Any(message => message.Id == sent[2].Id)).ConfigureAwait(false);
        }
    }

    private static async Task SearchAsync(ChatClientPair pair)
    {
        await pair.SayAsync("The quick brown fox").ConfigureAwait(false);
        await pair.SayAsync("A slow hedgehog").ConfigureAwait(false);
        var hits = await pair.Bob.Conversations.SearchHitsAsync(pair.BobAccount, "quick").ConfigureAwait(false);
        Expect.Sequence(["The quick brown fox"], hits.Select(hit => hit.Message.Body), "What was found");
        Expect.Equal("quick", hits[0].Snippet[hits[0].Matches[0]], "Where the word stands");
    }

    private static async Task DeleteAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("one").ConfigureAwait(false);
        await pair.Bob.Conversations.DeleteAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Equal(null, await pair.Bob.Conversations.FindAsync(pair.AtBob(sent)).ConfigureAwait(false), "What was deleted");
        var kept = await pair.Alice.Conversations.FindAsync(pair.AtAlice(sent)).ConfigureAwait(false);
        Expect.Equal("one", kept?.Body, "What the other side has");
    }

    private static async Task DeleteMessagesAsync(ChatClientPair pair)
    {
        var one = await pair.SayAsync("one").ConfigureAwait(false);
        var two = await pair.SayAsync("two").ConfigureAwait(false);
        var three = await pair.SayAsync("three").ConfigureAwait(false);
        MessageRef unknown = new(pair.FromBob(), MessageDirection.Incoming, new("unknown"));
        await pair.Bob.Conversations.DeleteMessagesAsync([pair.AtBob(one), pair.AtBob(three), unknown]).ConfigureAwait(false);
        await pair.Alice.Conversations.DeleteMessagesAsync([pair.AtAlice(two)]).ConfigureAwait(false);
        await pair.Alice.Conversations.DeleteMessagesAsync([]).ConfigureAwait(false);
        var atBob = await pair.Bob.Conversations.HistoryAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Sequence(["two"], atBob.Messages.Select(message => message.Body), "What is left where it was deleted");
        var atAlice = await pair.Alice.Conversations.HistoryAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Sequence(["one", "three"], atAlice.Messages.Select(message => message.Body), "What the other side has");
        var listed = await pair.Bob.Conversations.FindConversationAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Equal("two", listed?.LastMessage?.Body, "What the list shows");
    }

    private static async Task DeleteUnsentAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        var chat = pair.Alice.Conversations;
        var deleted = await chat.SendAsync(pair.FromAlice(), new("never sent")).ConfigureAwait(false);
        var failed = await chat.SendAsync(pair.FromAlice(), new("failed")).ConfigureAwait(false);
        await chat.CancelAsync(pair.FromAlice(), failed.Message.Id).ConfigureAwait(false);
        await chat.DeleteMessagesAsync([pair.AtAlice(deleted.Message), pair.AtAlice(failed.Message)]).ConfigureAwait(false);
        await pair.Alice.Accounts.ConnectAsync(pair.AliceAccount).ConfigureAwait(false);
        await pair.SayAsync("after").ConfigureAwait(false);
        foreach (var (client, conversation) in new[] { (pair.Alice, pair.FromAlice()), (pair.Bob, pair.FromBob()) })
        {
            var page = await client.Conversations.HistoryAsync(conversation).ConfigureAwait(false);
            Expect.Sequence(["before", "after"], page.Messages.Select(message => message.Body), "What is there");
        }
    }

    private static async Task DeleteRefusedAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("one").ConfigureAwait(false);
        MessageRef[][] refused =
        [
            [pair.AtAlice(sent), pair.AtBob(sent)],
            [.. Enumerable.Range(0, 1001).Select(i => pair.AtAlice(sent) with { Id = new($"{i}") })],
        ];
        foreach (var messages in refused)
        {
            await Expect
                .FailsAsync(
                    Errors.ErrorKind.InvalidInput,
                    () => pair.Alice.Conversations.DeleteMessagesAsync(messages),
                    "What can't be deleted at once"
                )
                .ConfigureAwait(false);
        }

        Expect.Equal("one", (await pair.Alice.Conversations.FindAsync(pair.AtAlice(sent)).ConfigureAwait(false))?.Body, "What is there");
    }

    private static Task ShowsAsync(FeedReader<ConversationSummary> feed, Func<ConversationSummary, bool> isAsExpected) =>
        UntilAsync(feed, items => items.Any(isAsExpected));

    private static async Task UntilAsync<T>(FeedReader<T> feed, Func<IReadOnlyList<T>, bool> isAsExpected)
    {
        // The reader gives up by itself, and checks that each batch replays.
        while (!isAsExpected((await feed.NextAsync().ConfigureAwait(false)).Items)) { }
    }
}
