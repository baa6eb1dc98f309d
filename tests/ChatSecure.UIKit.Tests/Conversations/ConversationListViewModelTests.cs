// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Threading;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests.Conversations;

public sealed class ConversationListViewModelTests
{
    private readonly FakeConversations _engine = new();
    private readonly FakeTimeProvider _clock = Say.Clock();

    [Fact]
    public async Task A_row_says_everything_in_the_words_of_its_brand()
    {
        var summary = Summary(Say.Own("Hello\n  there", state: DeliveryState.Received)) with { Name = "Bob", UnreadCount = 2 };
        var calm = Assert.Single(await RowsAsync(Say.ChatSecure, summary));
        Assert.Equal(
            ("Bob", "You: Hello there", PreviewKind.Outgoing, "14:30"),
            (calm.Title, calm.Preview, calm.PreviewKind, calm.TimeText)
        );
        Assert.Equal(("🔒 encrypted", "✓✓ delivered"), (calm.LockText, calm.DeliveryText));
        Assert.Equal("Bob: You: Hello there. 14:30. 2 unread messages. 🔒 encrypted. ✓✓ delivered.", calm.AccessibleText);
        Assert.Equal(nameof(ConversationRow), calm.ToString());
    }

    [Fact]
    public async Task The_other_brand_says_it_in_its_own_words()
    {
        var summary = Summary(Say.Own("Hello", state: DeliveryState.Received)) with { Name = "Bob", UnreadCount = 1 };
        var playful = Assert.Single(await RowsAsync(Say.Zomlike, summary));
        Assert.Equal("Bob: Me: Hello (14:30, 1 new one, 💜 just us, 📬 there!)", playful.AccessibleText);
    }

    [Fact]
    public async Task A_received_message_has_no_delivery_state_and_an_address_stands_in_for_a_name()
    {
        var row = Assert.Single(await RowsAsync(Say.ChatSecure, Summary(Say.Incoming("Hi"))));
        Assert.Equal(("bob@example.org", "Hi", PreviewKind.Incoming), (row.Title, row.Preview, row.PreviewKind));
        Assert.Null(row.Delivery);
        Assert.Null(row.DeliveryText);
    }

    [Fact]
    public async Task Empty_and_unreadable_conversations_say_so()
    {
        var empty = Assert.Single(await RowsAsync(Say.ChatSecure, Summary(null) with { EverEncrypted = true }));
        Assert.Equal((PreviewKind.None, "", MessageLock.Encrypted), (empty.PreviewKind, empty.TimeText, empty.Lock));
        Assert.Equal("bob@example.org: No messages yet.", empty.AccessibleText);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_no_secret()
    {
        var row = Assert.Single(await RowsAsync(Say.Zomlike, Summary(Say.Unreadable(DecryptFailure.NoSession))));
        Assert.Equal(
            (PreviewKind.Undecryptable, "🙈 something unreadable", MessageLock.Undecryptable),
            (row.PreviewKind, row.Preview, row.Lock)
        );
    }

    [Theory]
    [InlineData(0, "14:30")]
    [InlineData(1, "Yesterday")]
    [InlineData(3, "Sunday")]
    [InlineData(30, "26/10/2026")]
    public async Task Times_are_said_as_people_do(int daysAgo, string expected)
    {
        var row = Assert.Single(await RowsAsync(Say.ChatSecure, Summary(Say.Incoming("Hi", Say.Now.AddDays(-daysAgo)))));
        Assert.Equal(expected, row.TimeText);
    }

    [Fact]
    public async Task At_midnight_today_becomes_yesterday()
    {
        await using var list = Create(Say.ChatSecure);
        await _engine.List.ResetAsync(Summary(Say.Incoming("Hi")));
        _clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal("Yesterday", Assert.Single(list.Rows).TimeText);
    }

    [Fact]
    public async Task A_long_or_hostile_text_is_cut_for_the_preview()
    {
        var row = Assert.Single(await RowsAsync(Say.ChatSecure, Summary(Say.Incoming("a" + new string('\u0301', 9000)))));
        Assert.True(row.Preview.Length < 500, "A character of 9000 marks is cut.");
        Assert.EndsWith("…", row.Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_the_feed_arrive_as_single_changes_and_the_title_counts()
    {
        await using var list = Create(Say.Zomlike);
        Assert.Null(list.EmptyText);
        await _engine.List.ResetAsync();
        Assert.Equal("So quiet here … add a friend!", list.EmptyText);
        List<System.Collections.Specialized.NotifyCollectionChangedAction> actions = [];
        list.Rows.CollectionChanged += (_, change) => actions.Add(change.Action);
        var summary = Summary(Say.Incoming("Hi")) with { UnreadCount = 3 };
        await _engine.List.PushAsync(new([new(ListChangeKind.Insert, 0, summary)], [summary]));
        Assert.Equal([System.Collections.Specialized.NotifyCollectionChangedAction.Add], actions);
        Assert.Equal(("Chats ✨3", 3), (list.Title, list.UnreadCount));
        Assert.Null(list.EmptyText);
    }

    [Fact]
    public async Task Another_language_says_everything_anew_without_a_restart()
    {
        await using var list = Create(Say.Zomlike);
        await _engine.List.ResetAsync(Summary(Say.Own("Hallo")));
        list.Brand = list.Brand.WithCulture(CultureInfo.GetCultureInfo("de"));
        Assert.Equal("Ich: Hallo", Assert.Single(list.Rows).Preview);
    }

    [Fact]
    public async Task Disposal_ends_the_feed_and_silences_the_clock()
    {
        var list = Create(Say.ChatSecure);
        await _engine.List.ResetAsync(Summary(Say.Incoming("Hi")));
        await list.DisposeAsync();
        Assert.True(_engine.List.HasEnded);
        list.Rows.CollectionChanged += (_, _) => Assert.Fail("Nothing is raised after disposal.");
        _clock.Advance(TimeSpan.FromDays(2));
        await list.DisposeAsync();
    }

    [Fact]
    public async Task A_feed_that_breaks_says_why_in_the_brand_s_words()
    {
        await using var list = Create(Say.Zomlike);
        var told = new TaskCompletionSource();
        list.PropertyChanged += (_, change) =>
        {
            if (change.PropertyName == nameof(list.Failure))
            {
                told.TrySetResult();
            }
        };
        _engine.List.Fail(new ChatSecureException(ErrorKind.StorageDamaged, "x"));
        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("Your chat box is broken, or from a newer Zomlike. Bring a backup, or update.", list.Failure);
    }

    [Fact]
    public async Task It_is_started_once()
    {
        await using var list = Create(Say.ChatSecure);
        Assert.Throws<InvalidOperationException>(list.Start);
    }

    private static ConversationSummary Summary(ChatMessage? last) => new() { Id = Say.Conversation, LastMessage = last };

    private ConversationListViewModel Create(Brand brand)
    {
        var list = new ConversationListViewModel(_engine, Say.Conversation.Account, brand, new ImmediateDispatcher(), _clock);
        list.Start();
        return list;
    }

    private async Task<IReadOnlyList<ConversationRow>> RowsAsync(Brand brand, params ConversationSummary[] summaries)
    {
        await using var list = Create(brand);
        await _engine.List.ResetAsync(summaries);
        return [.. list.Rows];
    }
}
