// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class TimelineViewModelTests
{
    private readonly FakeConversations _engine = new();
    private readonly FakeTimeProvider _clock = Say.Clock();

    [Fact]
    public async Task Messages_come_with_start_days_and_groups()
    {
        await using var timeline = Create(Say.ChatSecure);
        await _engine.Timeline.ResetAsync(
            Say.Incoming("a", Say.Now.AddDays(-1)),
            Say.Incoming("b"),
            Say.Incoming("c", Say.Now.AddMinutes(1)),
            Say.Own("d", Say.Now.AddMinutes(2)),
            Say.Own("e", Say.Now.AddMinutes(20))
        );
        Assert.Equal(
            ["The beginning of your conversation with Bob", "Yesterday", "[a]", "Today", "[b", "c]", "[d]", "[e]"],
            timeline.Rows.Select(Sketch)
        );
    }

    [Fact]
    public async Task The_marker_stands_above_the_first_unread_message_and_stays()
    {
        await using var timeline = Create(Say.Zomlike);
        var read = Say.Incoming("a");
        var unread = Say.Incoming("b", state: DeliveryState.Received);
        await _engine.Timeline.ResetAsync(read, unread);
        Assert.Equal(["Here you and Bob began", "Today", "[a]", "✨ 1 new", "[b]"], timeline.Rows.Select(Sketch));
        await timeline.MarkReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _engine.MarkedRead);
        var seen = unread with { State = DeliveryState.Displayed };
        await _engine.Timeline.PushAsync(new([new(ListChangeKind.Update, 1, seen)], [read, seen]));
        Assert.Equal("✨ 1 new", Sketch(timeline.Rows[3]));
    }

    [Fact]
    public async Task A_message_says_everything_in_the_words_of_its_brand()
    {
        var own = Say.Own("Hello", state: DeliveryState.Displayed);
        Assert.Equal("You, 14:30: Hello. 🔒 encrypted. ✓✓ read.", (await MessageAsync(Say.ChatSecure, own)).AccessibleText);
    }

    [Fact]
    public async Task The_other_brand_says_it_in_its_own_words()
    {
        var row = await MessageAsync(Say.Zomlike, Say.Incoming("Hello") with { Trust = TrustLevel.Verified });
        Assert.Equal("Bob, 14:30: Hello (💜💜 just us, for sure)", row.AccessibleText);
        Assert.Equal((TrustLevel.Verified, "checked, it's them"), (row.Trust, row.TrustText));
        Assert.Equal((MessageLock.Verified, null, null), (row.Lock, row.Delivery, row.DeliveryText));
        Assert.Equal(nameof(MessageRow), row.ToString());
    }

    [Fact]
    public async Task What_cannot_be_decrypted_is_shown_with_its_reason()
    {
        var row = await MessageAsync(Say.ChatSecure, Say.Unreadable(DecryptFailure.Invalid));
        Assert.Equal("This message can't be decrypted: it is damaged or was changed on its way", row.Body);
        Assert.Equal((DecryptFailure.Invalid, MessageLock.Undecryptable), (row.DecryptFailure, row.Lock));
    }

    [Fact]
    public async Task A_failure_says_why()
    {
        var failed = Say.Own("x", state: DeliveryState.Failed) with { FailureReason = "recipient-unavailable" };
        Assert.Equal("Not delivered (recipient-unavailable)", (await MessageAsync(Say.ChatSecure, failed)).DeliveryText);
    }

    [Fact]
    public async Task Plain_text_and_untrusted_keys_are_called_so()
    {
        Assert.Equal(
            "🔓 not encrypted",
            (await MessageAsync(Say.ChatSecure, Say.Incoming("x") with { Encryption = EncryptionKind.None, Trust = null })).LockText
        );
    }

    [Fact]
    public async Task A_key_of_which_nothing_is_known_is_not_trusted() =>
        Assert.Equal(MessageLock.Untrusted, (await MessageAsync(Say.ChatSecure, Say.Incoming("x") with { Trust = null })).Lock);

    [Fact]
    public async Task Older_messages_are_read_page_by_page_up_to_the_start()
    {
        ChatMessage[] all = [.. Enumerable.Range(0, 170).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i - 170)))];
        _engine.OnHistory = Pages(all);
        await using var timeline = Create(Say.ChatSecure);
        await _engine.Timeline.ResetAsync(all[70..]);
        Assert.True(timeline.HasOlder);
        await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(150, timeline.Rows.OfType<MessageRow>().Count());
        Assert.True(timeline.HasOlder);
        await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(all.Select(message => message.Body), timeline.Rows.OfType<MessageRow>().Select(row => row.Body));
        Assert.False(timeline.HasOlder);
        Assert.IsType<StartRow>(timeline.Rows[0]);
        Assert.False(timeline.LoadOlderCommand.CanExecute(null));
    }

    [Fact]
    public Task However_the_window_slides_and_pages_load_the_rows_are_one_stretch_of_the_history() =>
        Gen.Select(Gen.Int[90, 260], Gen.Bool.Array[0, 40])
            .SampleAsync(
                async (size, steps) =>
                {
                    var engine = new FakeConversations();
                    List<ChatMessage> all = [.. Enumerable.Range(0, size).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i)))];
                    engine.OnHistory = (limit, before) => Pages(all)(limit, before);
                    await using var timeline = new TimelineViewModel(
                        engine,
                        Say.Conversation,
                        "Bob",
                        Say.ChatSecure,
                        new ImmediateDispatcher(),
                        _clock
                    );
                    timeline.Start();
                    await engine.Timeline.ResetAsync([.. all.TakeLast(100)]);
                    foreach (var loads in steps)
                    {
                        if (loads)
                        {
                            await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
                        }
                        else
                        {
                            all.Add(Say.Incoming($"{all.Count}", Say.Now.AddMinutes(all.Count)));
                            await engine.Timeline.PushAsync(new([], [.. all.TakeLast(100)]));
                        }

                        var shown = timeline.Rows.OfType<MessageRow>().Select(row => row.Body).ToArray();
                        Assert.Equal(all.TakeLast(shown.Length).Select(message => message.Body), shown);
                    }
                },
                iter: 25
            );

    [Fact]
    public async Task When_the_feed_skips_ahead_the_pages_before_the_gap_are_let_go()
    {
        List<ChatMessage> all = [.. Enumerable.Range(0, 150).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i)))];
        _engine.OnHistory = (limit, before) => Pages(all)(limit, before);
        await using var timeline = Create(Say.ChatSecure);
        await _engine.Timeline.ResetAsync([.. all.TakeLast(100)]);
        await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        all.AddRange(Enumerable.Range(150, 200).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i))));
        await _engine.Timeline.ResetAsync([.. all.TakeLast(100)]);
        Assert.Equal(100, timeline.Rows.OfType<MessageRow>().Count());
        Assert.True(timeline.HasOlder);
    }

    [Fact]
    public async Task A_page_that_fails_says_so_and_can_be_asked_for_again()
    {
        ChatMessage[] all = [.. Enumerable.Range(0, 120).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i)))];
        _engine.OnHistory = (_, _) => throw new ChatSecureException(ErrorKind.StorageUnavailable, "x");
        await using var timeline = Create(Say.ChatSecure);
        await _engine.Timeline.ResetAsync(all[20..]);
        await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Older messages can't be shown right now.", timeline.LoadFailure);
        _engine.OnHistory = Pages(all);
        await timeline.LoadOlderCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Null(timeline.LoadFailure);
        Assert.Equal(120, timeline.Rows.OfType<MessageRow>().Count());
    }

    [Fact]
    public async Task Sending_says_why_it_is_blocked_and_empties_the_draft_when_done()
    {
        await using var timeline = Create(Say.Zomlike);
        Assert.Equal("Type something first!", timeline.SendCommand.BlockedReason);
        await timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        timeline.Draft = new string('a', TimelineViewModel.MaxDraftLength + 2);
        Assert.Equal("That's a novel! 2 letters too many.", timeline.SendCommand.BlockedReason);
        await timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_engine.Sent);
        timeline.Draft = "Hi";
        Assert.Null(timeline.SendCommand.BlockedReason);
        Assert.True(timeline.SendCommand.CanExecute(null));
        await timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Hi", EncryptionChoice.Auto), (_engine.Sent[0].Body, _engine.Sent[0].Encryption));
        Assert.Empty(timeline.Draft);
    }

    [Fact]
    public async Task A_message_that_cannot_be_encrypted_stays_in_the_draft_with_the_reason()
    {
        _engine.OnSend = _ => throw new ChatSecureException(ErrorKind.CannotEncrypt, "x");
        await using var timeline = Create(Say.Zomlike);
        timeline.Draft = "Hi";
        await timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Hi", timeline.Draft);
        Assert.StartsWith("No lock, no talk", timeline.SendFailure, StringComparison.Ordinal);
        timeline.Draft = "Hi!";
        Assert.Null(timeline.SendFailure);
    }

    [Fact]
    public async Task What_is_typed_while_a_message_is_being_sent_is_kept()
    {
        var gate = new TaskCompletionSource();
        _engine.OnSend = _ => gate.Task;
        await using var timeline = Create(Say.ChatSecure);
        timeline.Draft = "one";
        var sending = timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        timeline.Draft = "two";
        Assert.Equal("The message before is still being prepared.", timeline.SendCommand.BlockedReason);
        await timeline.SendCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        gate.SetResult();
        await sending;
        Assert.Equal("one", Assert.Single(_engine.Sent).Body);
        Assert.Equal("two", timeline.Draft);
        Assert.False(timeline.SendCommand.IsRunning);
    }

    [Fact]
    public async Task Disposal_ends_the_feed()
    {
        var timeline = Create(Say.ChatSecure);
        await _engine.Timeline.ResetAsync();
        Assert.Equal("No messages yet. The first one to Bob will be encrypted like every other.", timeline.EmptyText);
        await timeline.DisposeAsync();
        Assert.True(_engine.Timeline.HasEnded);
    }

    private TimelineViewModel Create(Brand brand)
    {
        var timeline = new TimelineViewModel(_engine, Say.Conversation, "Bob", brand, new ImmediateDispatcher(), _clock);
        timeline.Start();
        return timeline;
    }

    private async Task<MessageRow> MessageAsync(Brand brand, ChatMessage message)
    {
        await using var timeline = Create(brand);
        await _engine.Timeline.ResetAsync(message);
        return Assert.Single(timeline.Rows.OfType<MessageRow>());
    }

    private static Func<int, string?, MessagePage> Pages(IReadOnlyList<ChatMessage> all) =>
        (limit, before) =>
        {
            var end = before is null ? all.Count : int.Parse(before, System.Globalization.CultureInfo.InvariantCulture);
            var start = Math.Max(0, end - limit);
            return new(
                [.. all.Skip(start).Take(end - start)],
                start == 0 ? null : start.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        };

    private static string Sketch(TimelineRow row) =>
        row is MessageRow message
            ? (message.IsFirstInGroup ? "[" : "") + message.Body + (message.IsLastInGroup ? "]" : "")
            : row.AccessibleText;
}
