// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage.Changes;

namespace ChatSecure.Storage.Tests;

/// <summary>What a page of a timeline reads. What it shows, the contract of the stores says.</summary>
public sealed class TimelineTests
{
    private static readonly ConversationId _conversation = new(Jid.Parse("alice@example.org"), Jid.Parse("bob@example.org"));

    [Fact]
    public async Task A_page_reads_what_is_in_it_and_not_the_window_again()
    {
        var history = new CountedHistory(3000);
        var hub = new FeedHub<CountedHistory>(InTurn);
        var timeline = new Timeline<CountedHistory>(hub, _conversation, history, InTurn);
        timeline.Begin(history, 900, around: null);
        await using var feed = timeline.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await feed.MoveNextAsync();

        for (var page = 1; page <= 10; page++)
        {
            history.Read = 0;
            Assert.Equal(50, await timeline.LoadOlderAsync(50, TestContext.Current.CancellationToken));
            Assert.InRange(history.Read, 50, 51);
            await feed.MoveNextAsync();
            Assert.Equal($"{2100 - (50 * page)}", feed.Current.Items[0].Id.Value);
            Assert.Equal(Math.Min(900 + (50 * page), 1000), feed.Current.Items.Count);
        }

        Assert.True(timeline is { HasOlder: true, HasNewer: true });
        for (var page = 1; page <= 8; page++)
        {
            history.Read = 0;
            Assert.Equal(50, await timeline.LoadNewerAsync(50, TestContext.Current.CancellationToken));
            Assert.InRange(history.Read, 50, 51);
            await feed.MoveNextAsync();
            Assert.Equal($"{1600 + (50 * page)}", feed.Current.Items[0].Id.Value);
            Assert.Equal(1000, feed.Current.Items.Count);
        }

        Assert.True(timeline is { HasOlder: true, HasNewer: false });

        ValueTask InTurn(Action<CountedHistory> act, CancellationToken cancellationToken)
        {
            act(history);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class CountedHistory(int count) : IHistory<CountedHistory>
    {
        public int Read { get; set; }

        public IReadOnlyList<(ChatMessage Message, Place Place)> Before(CountedHistory source, Place from, Place before, int limit) =>
            Take(All().Where(entry => entry.Place.CompareTo(from) >= 0 && entry.Place.CompareTo(before) < 0).Reverse(), limit);

        public IReadOnlyList<(ChatMessage Message, Place Place)> After(CountedHistory source, Place after, int limit) =>
            Take(All().Where(entry => entry.Place.CompareTo(after) > 0), limit);

        private List<(ChatMessage Message, Place Place)> Take(IEnumerable<(ChatMessage, Place)> entries, int limit)
        {
            var found = entries.Take(limit).ToList();
            Read += found.Count;
            return found;
        }

        private IEnumerable<(ChatMessage Message, Place Place)> All() =>
            Enumerable.Range(0, count).Select(number => (Said(number), new Place(number, number)));

        private static ChatMessage Said(int number) =>
            new()
            {
                Conversation = _conversation,
                Id = new($"{number}"),
                From = _conversation.Peer,
                Direction = MessageDirection.Incoming,
                Timestamp = DateTimeOffset.UnixEpoch.AddMinutes(number),
                Body = $"Message {number}",
            };
    }
}
