// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class FeedChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A feed of messages begins with what is there and follows commit by commit", MessagesAsync),
        Check("A feed's window moves with the newest messages", WindowAsync),
        Check("A commit that does not touch a feed's window brings no batch", UntouchedAsync),
        Check("A feed of conversations follows messages, reading and names", ConversationsAsync),
        Check("A consumer that is too slow gets a reset instead of what it missed", SlowAsync),
        Check("Removing an account empties its feeds", RemovedAsync),
        Check("A feed ends when the store is closed", ClosedAsync),
    ];

    private static async Task MessagesAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(end => store.Messages.WatchAsync(WithBob, 10, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(feed, ListChangeKind.Reset).ConfigureAwait(false);

            // Both commits are done before the consumer looks, and still make a batch each.
            await store.AddAsync(Outgoing("3", 3)).ConfigureAwait(false);
            await store.AddAsync(Incoming("2", 2), Incoming("4", 4)).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Insert).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Insert, ListChangeKind.Insert).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { Updates = [new(WithBob, new("3"), DeliveryState.Sent)] }).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Update).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { Read = [WithBob] }).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Update, ListChangeKind.Update, ListChangeKind.Update).ConfigureAwait(false);
            await store.AddAsync(Incoming("1") with { ArchiveId = "a" }).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Update).ConfigureAwait(false);
        }
    }

    private static async Task WindowAsync(IChatStore store)
    {
        var feed = new FeedReader<ChatMessage>(end => store.Messages.WatchAsync(WithBob, 2, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(feed, ListChangeKind.Reset).ConfigureAwait(false);
            await store.AddAsync(Incoming("1", 1), Incoming("2", 2)).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Insert, ListChangeKind.Insert).ConfigureAwait(false);
            await store.AddAsync(Incoming("3", 3)).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Remove, ListChangeKind.Insert).ConfigureAwait(false);
        }
    }

    private static async Task UntouchedAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 5)).ConfigureAwait(false);
        var feed = new FeedReader<ChatMessage>(end => store.Messages.WatchAsync(WithBob, 1, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(feed, ListChangeKind.Reset).ConfigureAwait(false);
            await store.AddAsync(Incoming("older", 1)).ConfigureAwait(false);
            await store.AddAsync(Incoming("elsewhere", 9, WithCarol)).ConfigureAwait(false);
            await store.AddAsync(Incoming("1", 5)).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { Cursor = new(Alice, "1") }).ConfigureAwait(false);
            await store.AddAsync(Incoming("newer", 6)).ConfigureAwait(false);
            var batch = await feed.NextAsync().ConfigureAwait(false);
            Expect.Sequence(["newer"], batch.Items.Select(message => message.Id.Value), "The batch after commits elsewhere");
        }
    }

    private static async Task ConversationsAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1", 1), Incoming("2", 2, WithCarol), Incoming("3", 2, new(Alice, Alice))).ConfigureAwait(false);
        var feed = new FeedReader<ConversationSummary>(end => store.Conversations.WatchAsync(Alice, 10, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(feed, ListChangeKind.Reset).ConfigureAwait(false);
            await store.AddAsync(Incoming("3", 3)).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Move).ConfigureAwait(false);
            await store.CommitAsync(new(Alice) { Read = [WithBob] }).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Update).ConfigureAwait(false);
            await store.Roster.SaveAsync(Alice, new() { Jid = Carol, Name = "Carol" }, null).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Update).ConfigureAwait(false);
            await store.AddAsync(Incoming("4", 9, new(Alice, Addressing.Jid.Parse("new@example.org")))).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Insert).ConfigureAwait(false);
        }
    }

    private static async Task SlowAsync(IChatStore store)
    {
        const int Commits = 1000;
        var feed = new FeedReader<ChatMessage>(end => store.Messages.WatchAsync(WithBob, 3, end));
        await using (feed.ConfigureAwait(false))
        {
            await KindsAsync(feed, ListChangeKind.Reset).ConfigureAwait(false);
            for (var i = 0; i < Commits; i++)
            {
                await store.AddAsync(Incoming($"m{i}", i)).ConfigureAwait(false);
            }

            var batches = 0;
            var resets = 0;
            ListDiffBatch<ChatMessage> batch;
            do
            {
                batch = await feed.NextAsync().ConfigureAwait(false);
                batches++;
                resets += batch.Changes[0].Kind == ListChangeKind.Reset ? 1 : 0;
            } while (batch.Items[^1].Id.Value != $"m{Commits - 1}");

            Expect.True(
                resets == 1 && batches < Commits,
                $"{batches} batches with {resets} resets waited for a consumer that did not read."
            );
            await store.AddAsync(Incoming("after", Commits)).ConfigureAwait(false);
            await KindsAsync(feed, ListChangeKind.Remove, ListChangeKind.Insert).ConfigureAwait(false);
        }
    }

    private static async Task RemovedAsync(IChatStore store)
    {
        await store.Accounts.SaveAsync(Account(Alice)).ConfigureAwait(false);
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var messages = new FeedReader<ChatMessage>(end => store.Messages.WatchAsync(WithBob, 10, end));
        var conversations = new FeedReader<ConversationSummary>(end => store.Conversations.WatchAsync(Alice, 10, end));
        await using (messages.ConfigureAwait(false))
        await using (conversations.ConfigureAwait(false))
        {
            await KindsAsync(messages, ListChangeKind.Reset).ConfigureAwait(false);
            await KindsAsync(conversations, ListChangeKind.Reset).ConfigureAwait(false);
            await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false);
            await KindsAsync(messages, ListChangeKind.Remove).ConfigureAwait(false);
            await KindsAsync(conversations, ListChangeKind.Remove).ConfigureAwait(false);
        }
    }

    private static async Task ClosedAsync(IChatStore store)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var feed = store.Messages.WatchAsync(WithBob, 10, end.Token).GetAsyncEnumerator(end.Token);
        await using (feed.ConfigureAwait(false))
        {
            Expect.True(await feed.MoveNextAsync().ConfigureAwait(false), "A feed without its first batch.");
            await store.DisposeAsync().ConfigureAwait(false);
            Expect.True(!await feed.MoveNextAsync().ConfigureAwait(false), "A batch came after the store was closed.");
        }
    }

    private static async Task KindsAsync<T>(FeedReader<T> feed, params ListChangeKind[] kinds)
    {
        var batch = await feed.NextAsync().ConfigureAwait(false);
        Expect.Sequence(kinds, batch.Changes.Select(change => change.Kind), "The changes of a batch");
    }
}
