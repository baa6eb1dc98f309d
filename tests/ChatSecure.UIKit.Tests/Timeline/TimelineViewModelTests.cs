// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class TimelineViewModelTests
{
    [Fact]
    public async Task Messages_come_with_start_days_and_groups()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(
            Say.Incoming("a", Say.Now.AddDays(-1)),
            Say.Incoming("b"),
            Say.Incoming("c", Say.Now.AddMinutes(1)),
            Say.Own("d", Say.Now.AddMinutes(2)),
            Say.Own("e", Say.Now.AddMinutes(20))
        );
        await using var timeline = await OpenAsync(chat);
        Assert.Equal(
            ["The beginning of your conversation with Bob", "Yesterday", "[a]", "Today", "[b", "c]", "[d]", "[e]"],
            Sketch(chat, timeline)
        );
    }

    [Fact]
    public async Task The_marker_stands_above_the_first_unread_message_and_stays()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await chat.Alice.ReceiveAsync(Say.Incoming("a"), Say.Incoming("b", state: DeliveryState.Received));
        await using var timeline = await OpenAsync(chat);
        Assert.Equal(["Here you and Bob began", "Today", "[a]", "✨ 1 new", "[b]"], Sketch(chat, timeline));
        Assert.Equal("unread", chat.Ui.Read(() => timeline.FocusId));
        await timeline.MarkReadAsync(TestContext.Current.CancellationToken);
        await chat.BobSaysAsync("c");
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Count() == 3);
        Assert.Equal("✨ 1 new", Sketch(chat, timeline)[3]);
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
        Assert.Equal(
            (MessageKind.Unreadable, DecryptFailure.Invalid, MessageLock.Undecryptable),
            (row.Kind, row.DecryptFailure!.Value, row.Lock)
        );
        Assert.False(row.CanAnswer);
    }

    [Fact]
    public async Task A_failure_says_why()
    {
        var failed = Say.Own("x", state: DeliveryState.Failed) with { FailureReason = "recipient-unavailable" };
        Assert.Equal("Not sent: the address takes no messages.", (await MessageAsync(Say.ChatSecure, failed)).DeliveryText);
    }

    [Fact]
    public async Task A_key_of_which_nothing_is_known_is_not_trusted() =>
        Assert.Equal(MessageLock.Untrusted, (await MessageAsync(Say.ChatSecure, Say.Incoming("x") with { Trust = null })).Lock);

    [Theory]
    [InlineData("Hi 👍", MessageKind.Text)]
    [InlineData("👍🏽 ❤️", MessageKind.Text)]
    [InlineData("👍🏽❤️", MessageKind.Emoji)]
    [InlineData("👨‍👩‍👧‍👦", MessageKind.Emoji)]
    [InlineData("12", MessageKind.Text)]
    [InlineData("/me waves", MessageKind.Action)]
    [InlineData("/mewaves", MessageKind.Text)]
    public async Task Messages_are_shown_as_what_they_are(string body, MessageKind kind)
    {
        var row = await MessageAsync(Say.ChatSecure, Say.Incoming(body));
        Assert.Equal(kind, row.Kind);
        Assert.Equal(kind == MessageKind.Action ? "* Bob waves" : body, row.Body);
    }

    [Fact]
    public async Task A_hundred_thousand_messages_have_few_rows_wherever_one_looks()
    {
        const int Count = 100_000;
        await using var chat = await Chat.StartAsync();
        ChatMessage[] all = [.. Enumerable.Range(0, Count).Select(i => Say.Incoming($"{i}", Say.Now.AddSeconds(i - Count)))];
        await chat.Alice.ReceiveAsync(all);
        await using var timeline = await OpenAsync(chat);
        var greatest = 0;
        timeline.Rows.CollectionChanged += (_, _) => greatest = Math.Max(greatest, timeline.Rows.Count);
        for (var page = 0; page < 8; page++)
        {
            await chat.Ui.RunAsync(() => timeline.LoadOlderCommand.ExecuteAsync());
        }

        chat.Ui.Read(() =>
        {
            Assert.True(timeline is { HasOlder: true, HasNewer: true }, "It is not in the middle.");
            return true;
        });
        AssertOneStretch(chat, timeline);
        await timeline.JumpToAsync(new(Say.Conversation, MessageDirection.Incoming, all[12_345].Id), TestContext.Current.CancellationToken);
        Assert.Equal($"Incoming {all[12_345].Id}", chat.Ui.Read(() => timeline.FocusId));
        Assert.Contains("12345", Bodies(chat, timeline));
        await chat.Ui.RunAsync(() => timeline.LoadNewerCommand.ExecuteAsync());
        await chat.Ui.RunAsync(() => timeline.LoadOlderCommand.ExecuteAsync());
        AssertOneStretch(chat, timeline);
        await chat.Ui.RunAsync(() => timeline.JumpToNewestCommand.ExecuteAsync());
        Assert.Equal($"{Count - 1}", Bodies(chat, timeline)[^1]);
        Assert.False(chat.Ui.Read(() => timeline.JumpToNewestCommand.CanExecute(null)));
        Assert.True(greatest < 200, $"There were {greatest} rows.");
    }

    [Fact]
    public async Task Older_messages_are_read_page_by_page_up_to_the_start()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([.. Enumerable.Range(0, 140).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i - 140)))]);
        await using var timeline = await OpenAsync(chat);
        Assert.Equal(80, Bodies(chat, timeline).Count);
        await chat.Ui.RunAsync(() => timeline.LoadOlderCommand.ExecuteAsync());
        Assert.Equal(130, Bodies(chat, timeline).Count);
        await chat.Ui.RunAsync(() => timeline.LoadOlderCommand.ExecuteAsync());
        Assert.Equal(Enumerable.Range(0, 140).Select(i => $"{i}"), Bodies(chat, timeline));
        chat.Ui.Read(() =>
        {
            Assert.IsType<StartRow>(timeline.Rows[0]);
            Assert.False(timeline.HasOlder);
            Assert.Equal("The beginning of your conversation with Bob", timeline.LoadOlderCommand.BlockedReason);
            return true;
        });
    }

    [Fact]
    public async Task What_comes_in_follows_at_the_end_and_is_announced()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("a"));
        await using var timeline = await OpenAsync(chat);
        await chat.BobSaysAsync("b");
        await chat.Ui.UntilAsync(() => timeline.Announcement == "New message from Bob: b");
        Assert.Equal(["a", "b"], Bodies(chat, timeline));
    }

    [Fact]
    public async Task Edits_retractions_reactions_and_answers_change_their_rows()
    {
        await using var chat = await Chat.StartAsync();
        var mine = (await chat.AliceSaysAsync("Helo")).Message;
        await using var timeline = await OpenAsync(chat);
        await chat.Bob.Conversations.SendAsync(Chat.FromBob, new("What?") { ReplyTo = mine.Id });
        await chat.Ui.UntilAsync(() =>
            timeline.Rows.OfType<MessageRow>().Any(row => row.Reply is { State: ReplyState.Ready, Text: "Helo" })
        );
        await chat.Alice.Conversations.EditAsync(Say.Conversation, mine.Id, "Hello");
        await chat.Ui.UntilAsync(() =>
            timeline.Rows.OfType<MessageRow>().First() is { Body: "Hello", EditedText: "edited" }
            && timeline.Rows.OfType<MessageRow>().Last().Reply?.Text == "Hello"
        );

        var answer = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Last());
        await timeline.ReactAsync(answer, "👍");
        await chat.Ui.UntilAsync(() => Last(timeline).Reactions is [{ Emoji: "👍", Count: 1, IsOwn: true }]);
        Assert.Contains("You reacted with 👍", chat.Ui.Read(() => Last(timeline).AccessibleText), StringComparison.Ordinal);
        await timeline.ReactAsync(chat.Ui.Read(() => Last(timeline)), "👍");
        await chat.Ui.UntilAsync(() => Last(timeline).Reactions.Count == 0);

        var first = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().First());
        Assert.True(first is { CanEdit: true, CanRetract: true, CanAnswer: true });
        await timeline.RetractAsync(first);
        await chat.Ui.UntilAsync(() =>
            timeline.Rows.OfType<MessageRow>().First()
                is { Kind: MessageKind.Retracted, Body: "You took this message back.", CanEdit: false }
        );
        await timeline.RetractAsync(first);
        Assert.NotNull(chat.Ui.Read(() => timeline.Problem));
    }

    [Fact]
    public async Task An_answered_picture_is_quoted_as_one()
    {
        await using var chat = await Chat.StartAsync();
        var picture = Say.Incoming(string.Empty) with { Attachments = [new() { MediaType = "image/png", FileName = "IMG_1.png" }] };
        await chat.Alice.ReceiveAsync(picture, Say.Incoming("See?", Say.Now.AddMinutes(1)) with { ReplyTo = picture.Id });
        await using var timeline = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => Last(timeline).Reply is { State: ReplyState.Ready, Text: "Picture" });
    }

    [Fact]
    public async Task A_picture_without_text_is_not_copied_and_is_asked_about_and_answered_as_one()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Own(string.Empty) with { Attachments = [new() { MediaType = "image/png" }] });
        await using var timeline = await OpenAsync(chat);
        await using var composer = new ComposerViewModel(chat.Context, Say.Conversation);
        var row = chat.Ui.Read(() => Last(timeline));
        var actions = chat.Ui.Read(() => timeline.ActionsOf(row)).Select(action => action.Id).ToList();
        Assert.Contains("retract", actions);
        Assert.Contains("forward", actions);
        Assert.DoesNotContain("copy", actions);
        Assert.Equal("Picture", row.Summary);
        chat.Ui.Read(() =>
        {
            composer.Reply(row);
            return true;
        });
        Assert.Equal("Picture", composer.TargetText);
    }

    [Fact]
    public async Task A_message_is_deleted_here_with_words_that_say_that_it_stays_with_the_others()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("theirs"), Say.Own("ours", Say.Now.AddMinutes(1)));
        await using var timeline = await OpenAsync(chat);
        var row = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().First());
        var delete = chat.Ui.Read(() => timeline.ActionsOf(row)).Single(action => action.Id == "delete");
        Assert.Equal(
            (true, "Delete this message on this device? It stays with everybody else who has it."),
            (delete.IsSevere, delete.Question)
        );

        await delete.Run!(TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => timeline.Rows.OfType<MessageRow>().Select(left => left.Body).SequenceEqual(["ours"]));
        Assert.True(await timeline.DeleteAsync(chat.Ui.Read(() => Last(timeline))));
        await chat.Ui.UntilAsync(() => !timeline.Rows.OfType<MessageRow>().Any());
    }

    [Theory]
    [InlineData(DeliveryState.Queued, true)]
    [InlineData(DeliveryState.Sent, false)]
    [InlineData(DeliveryState.Acked, true)]
    [InlineData(DeliveryState.Failed, true)]
    public async Task What_is_on_its_way_can_t_be_deleted_until_the_server_has_it(DeliveryState state, bool canDelete)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Own("ours") with { State = state });
        await using var timeline = await OpenAsync(chat);
        var row = chat.Ui.Read(() => Last(timeline));
        Assert.Equal(canDelete, chat.Ui.Read(() => timeline.ActionsOf(row)).Any(action => action.Id == "delete"));
        Assert.Equal(canDelete, await timeline.DeleteAsync(row));
    }

    [Fact]
    public async Task The_whole_of_a_long_message_is_there_for_who_wants_it()
    {
        await using var chat = await Chat.StartAsync();
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i}\n"));
        await chat.Alice.ReceiveAsync(
            Say.Incoming("short"),
            Say.Incoming($"/me {text}", Say.Now.AddMinutes(1)),
            Say.Incoming($"{text}\u202Eend", Say.Now.AddMinutes(2))
        );
        await using var timeline = await OpenAsync(chat);
        var rows = chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().ToList());
        Assert.Equal([false, true, true], rows.Select(row => row.IsCut));
        Assert.Equal("short", await timeline.FullTextAsync(rows[0]));
        Assert.Equal($"* Bob {text}", await timeline.FullTextAsync(rows[1]));
        Assert.Equal($"{text}end", await timeline.FullTextAsync(rows[2]));
        await chat.Alice.Conversations.DeleteAsync(Say.Conversation, TestContext.Current.CancellationToken);
        Assert.Null(await timeline.FullTextAsync(rows[2]));
    }

    [Fact]
    public async Task An_answer_to_what_is_not_here_says_so()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("Yes") with { ReplyTo = new("gone") });
        await using var timeline = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() =>
            Last(timeline).Reply is { State: ReplyState.Unavailable, Text: "The message is not here.", Target: null }
        );
    }

    [Fact]
    public async Task A_new_key_and_the_end_of_encryption_are_told_apart_from_messages()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(
            Say.Incoming("a", Say.Now.AddMinutes(-2)),
            Say.Incoming("b", Say.Now.AddMinutes(-1)) with
            {
                Encryption = EncryptionKind.None,
                Trust = null,
            }
        );
        await using var timeline = await OpenAsync(chat);
        chat.Ui.Read(() =>
        {
            var notice = Assert.Single(timeline.Rows.OfType<NoticeRow>());
            Assert.Equal(
                (NoticeKind.Encryption, true, "Messages are no longer encrypted."),
                (notice.Kind, notice.IsWarning, notice.AccessibleText)
            );
            return true;
        });
        await chat.Network.AddDeviceAsync(Chat.BobJid);
        await chat.Ui.UntilAsync(
            () =>
                timeline.Rows[^1]
                    is NoticeRow { Kind: NoticeKind.KeyChange, AccessibleText: "Bob has a new device. Its key is trusted, not verified." },
            () => string.Join('|', timeline.Rows.Select(row => row.AccessibleText))
        );
    }

    [Fact]
    public async Task Where_the_archive_was_not_read_there_is_a_gap()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(
            Say.Incoming("a") with
            {
                ArchiveId = "1",
            },
            Say.Incoming("b", Say.Now.AddMinutes(1)) with
            {
                ArchiveId = "9",
            }
        );
        await chat.Alice.Store.CommitAsync(
            new(Chat.AliceJid) { GapsOpened = [new(Chat.AliceJid, "1", "9")] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = await OpenAsync(chat);
        Assert.Equal(["[a]", "Some messages may be missing here.", "[b]"], Sketch(chat, timeline).Skip(2));
    }

    [Fact]
    public async Task Where_the_server_has_older_messages_the_first_row_says_so_until_they_are_read()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("a"));
        await chat.Alice.Store.CommitAsync(
            new(Chat.AliceJid) { GapsOpened = [new(Chat.AliceJid, string.Empty, "of another conversation")] },
            TestContext.Current.CancellationToken
        );
        await using var timeline = await OpenAsync(chat);
        Assert.Equal("Earlier messages may still be on the server.", Sketch(chat, timeline)[0]);
        Assert.Null(timeline.FillGapCommand.BlockedReason);

        await timeline.FillGapCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The beginning of your conversation", Sketch(chat, timeline)[0], StringComparison.Ordinal);
        Assert.NotNull(timeline.FillGapCommand.BlockedReason);
    }

    [Fact]
    public async Task What_a_new_device_cant_read_of_the_past_is_one_row()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([
            .. Enumerable
                .Range(1, 3)
                .Select(number =>
                    Say.Unreadable(DecryptFailure.NotForThisDevice) with
                    {
                        Timestamp = Say.Now.AddMinutes(number),
                        Source = MessageSource.Archive,
                    }
                ),
            Say.Incoming("now", Say.Now.AddHours(1)),
        ]);
        await using var timeline = await OpenAsync(chat);
        var notice = Assert.Single(
            chat.Ui.Read(() => timeline.Rows.OfType<NoticeRow>().ToList()),
            row => row.Kind == NoticeKind.BeforeThisDevice
        );
        Assert.Equal("3 messages from before this device was added can’t be read here.", notice.AccessibleText);
        Assert.Single(chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().ToList()));
    }

    [Fact]
    public async Task Files_have_safe_names_and_sizes_in_words()
    {
        var row = await MessageAsync(
            Say.ChatSecure,
            Say.Incoming("Look") with
            {
                Attachments =
                [
                    new()
                    {
                        FileName = "../../etc/pass\u202Egpj.exe",
                        MediaType = "image/png",
                        Size = 1_234_567,
                    },
                    new(),
                ],
            }
        );
        Assert.Equal(
            [("passgpj.exe", AttachmentKind.Image, "1.2 MB"), ("File", AttachmentKind.File, "")],
            row.Attachments.Select(file => (file.Name, file.Kind, file.SizeText))
        );
        Assert.Contains("Picture from Bob, 1.2 MB passgpj.exe.", row.AccessibleText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_is_shown_and_forgotten_when_nobody_says_that_it_stopped()
    {
        await using var chat = await Chat.StartAsync();
        await using var timeline = await OpenAsync(chat);
        await chat.Bob.Conversations.SetTypingAsync(Chat.FromBob, TypingState.Composing);
        await chat.Ui.UntilAsync(() => timeline.TypingText == "Bob is typing …");
        chat.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(chat.Ui.Read(() => timeline.TypingText));
    }

    [Fact]
    public async Task A_megabyte_of_text_is_cut_and_takes_no_time()
    {
        var watch = Stopwatch.StartNew();
        var row = await MessageAsync(Say.ChatSecure, Say.Incoming(string.Concat(Enumerable.Repeat("a\u0301\u0301‮ *b* ", 100_000))));
        Assert.True(row is { IsCut: true, CanAnswer: true });
        Assert.True(row.Body.Length <= 10_000, "The text is bounded.");
        Assert.DoesNotContain('\u202E', row.Body);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It is not quadratic.");
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_says_so_and_can_be_asked_for_again()
    {
        await using var chat = await Chat.StartAsync();
        chat.Alice.FailNext(ErrorKind.StorageUnavailable);
        await using var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline.Failure is not null);
    }

    private static MessageRow Last(TimelineViewModel timeline) => timeline.Rows.OfType<MessageRow>().Last();

    private static void AssertOneStretch(Chat chat, TimelineViewModel timeline)
    {
        var numbers = Bodies(chat, timeline).Select(body => int.Parse(body, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
    }

    private static List<string> Bodies(Chat chat, TimelineViewModel timeline) =>
        chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Select(row => row.Body).ToList());

    private static List<string> Sketch(Chat chat, TimelineViewModel timeline) =>
        chat.Ui.Read(() =>
            timeline
                .Rows.Select(row =>
                    row is MessageRow message
                        ? $"{(message.IsFirstInGroup ? "[" : "")}{message.Body}{(message.IsLastInGroup ? "]" : "")}"
                        : row.AccessibleText
                )
                .ToList()
        );

    private static async Task<TimelineViewModel> OpenAsync(Chat chat)
    {
        var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline is { IsLoaded: true, Title: "Bob" });
        return timeline;
    }

    private static async Task<MessageRow> MessageAsync(Brand brand, ChatMessage message)
    {
        await using var chat = await Chat.StartAsync(brand);
        await chat.Alice.ReceiveAsync(message);
        await using var timeline = await OpenAsync(chat);
        return chat.Ui.Read(() => Last(timeline));
    }
}
