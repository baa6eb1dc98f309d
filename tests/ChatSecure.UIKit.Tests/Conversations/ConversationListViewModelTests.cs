// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Specialized;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Conversations;

namespace ChatSecure.UIKit.Tests.Conversations;

public sealed class ConversationListViewModelTests
{
    [Fact]
    public async Task A_row_says_everything_in_the_words_of_its_brand()
    {
        var calm = await RowAsync(Say.ChatSecure, Say.Incoming("Hi", state: DeliveryState.Received), Say.Own("Hello\n  there"));
        Assert.Equal(
            ("Bob", "You: Hello there", PreviewKind.Outgoing, "14:30"),
            (calm.Title, calm.Preview, calm.PreviewKind, calm.TimeText)
        );
        Assert.Equal(("🔒 encrypted", "✓✓ delivered"), (calm.LockText, calm.DeliveryText));
        Assert.Equal("Bob: You: Hello there. 14:30. 1 unread message. 🔒 encrypted. ✓✓ delivered.", calm.AccessibleText);
        Assert.Equal(nameof(ConversationRow), calm.ToString());
    }

    [Fact]
    public async Task The_other_brand_says_it_in_its_own_words()
    {
        var playful = await RowAsync(Say.Zomlike, Say.Incoming("Hi", state: DeliveryState.Received), Say.Own("Hello"));
        Assert.Equal("Bob: Me: Hello (14:30, 1 new one, 💜 just us, 📬 there!)", playful.AccessibleText);
    }

    [Fact]
    public async Task Who_waits_for_a_secret_is_marked_until_it_is_answered_also_in_a_list_that_comes_later()
    {
        await using var chat = await Chat.StartAsync();
        (chat.Alice.AllowsOtr, chat.Bob.AllowsOtr) = (true, true);
        await chat.BobSaysAsync("Is it you?");
        await chat.Bob.Otr.StartAsync(Chat.BobJid, Chat.AliceJid, TestContext.Current.CancellationToken);
        await using var list = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsSecretAsked: false }]);
        await chat.Bob.Otr.CompareSecretsAsync(Chat.BobJid, Chat.AliceJid, "the park", "Where?", TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsSecretAsked: true }]);
        Assert.Contains("wants to compare a secret", chat.Ui.Read(() => list.Rows[0].AccessibleText), StringComparison.Ordinal);
        Assert.DoesNotContain("Where?", chat.Ui.Read(() => list.Rows[0].AccessibleText), StringComparison.Ordinal);

        await using var later = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        later.Start();
        await chat.Ui.UntilAsync(() => later.Rows is [{ IsSecretAsked: true }]);
        await chat.Alice.Otr.CompareSecretsAsync(
            Chat.AliceJid,
            Chat.BobJid,
            "the park",
            cancellationToken: TestContext.Current.CancellationToken
        );
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsSecretAsked: false }] && later.Rows is [{ IsSecretAsked: false }]);
    }

    [Fact]
    public async Task A_received_message_has_no_delivery_state()
    {
        var row = await RowAsync(Say.ChatSecure, Say.Incoming("Hi"));
        Assert.Equal(("Hi", PreviewKind.Incoming), (row.Preview, row.PreviewKind));
        Assert.Null(row.Delivery);
        Assert.Null(row.DeliveryText);
    }

    [Theory]
    [InlineData("audio/webm", 12, "voice.webm", "Voice message (0:12)")]
    [InlineData("image/jpeg", null, "IMG_2041.jpg", "Picture")]
    [InlineData("video/mp4", 65, "VID.mp4", "Video (1:05)")]
    [InlineData("video/mp4", null, "VID.mp4", "Video")]
    [InlineData("application/pdf", null, "../map\u202E.pdf", "File: map.pdf")]
    [InlineData(null, null, null, "File: File")]
    public async Task A_file_is_called_what_it_is_and_by_name_only_where_that_tells_it_from_others(
        string? type,
        int? seconds,
        string? name,
        string words
    )
    {
        var file = new Attachment
        {
            MediaType = type,
            FileName = name,
            IsInline = true,
            Duration = seconds is { } length ? TimeSpan.FromSeconds(length) : null,
        };
        Assert.Equal(words, (await RowAsync(Say.ChatSecure, Say.Incoming(string.Empty) with { Attachments = [file] })).Preview);
        var own = await RowAsync(Say.ChatSecure, Say.Own(string.Empty) with { Attachments = [file] });
        Assert.Equal(($"You: {words}", PreviewKind.Outgoing), (own.Preview, own.PreviewKind));
        var sticker = file with { StickerPack = "cats" };
        Assert.Equal("Sticker", (await RowAsync(Say.ChatSecure, Say.Incoming(string.Empty) with { Attachments = [sticker] })).Preview);
    }

    [Fact]
    public async Task In_a_group_the_preview_says_who_wrote()
    {
        var token = TestContext.Current.CancellationToken;
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        var group = await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new NewGroup { Name = "Crew", Members = [Chat.BobJid] }, token);
        await chat.Bob.Groups.JoinAsync(Chat.BobJid, group.Room.Jid, cancellationToken: token);
        await chat.Bob.Conversations.SendAsync(new(Chat.BobJid, group.Room.Jid), new("Ahoy"), token);
        await chat.Ui.UntilAsync(() => list.Rows is [{ Preview: "Bob: Ahoy", PreviewKind: PreviewKind.Incoming }]);
        await chat.Alice.Conversations.SendAsync(new(Chat.AliceJid, group.Room.Jid), new("Aye"), token);
        await chat.Ui.UntilAsync(() => list.Rows is [{ Preview: "You: Aye", PreviewKind: PreviewKind.Outgoing }]);
    }

    [Fact]
    public async Task An_address_stands_in_for_a_name_that_nobody_gave()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await chat.Alice.ReceiveAsync(Say.Incoming("Hi"));
        await using var list = await OpenAsync(chat);
        Assert.Equal("bob@example.org", chat.Ui.Read(() => list.Rows[0].Title));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_no_secret()
    {
        var row = await RowAsync(Say.Zomlike, Say.Unreadable(DecryptFailure.NoSession));
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
        var row = await RowAsync(Say.ChatSecure, Say.Incoming("Hi", Say.Now.AddDays(-daysAgo)));
        Assert.Equal(expected, row.TimeText);
    }

    [Fact]
    public async Task At_midnight_today_becomes_yesterday()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("Hi"));
        await using var list = await OpenAsync(chat);
        chat.Clock.Advance(TimeSpan.FromHours(10));
        await chat.Ui.UntilAsync(() => list.Rows[0].TimeText == "Yesterday");
    }

    [Fact]
    public async Task A_long_or_hostile_text_is_cut_for_the_preview()
    {
        var row = await RowAsync(Say.ChatSecure, Say.Incoming("a" + new string('\u0301', 9000)));
        Assert.True(row.Preview.Length < 500, "A character of 9000 marks is cut.");
        Assert.EndsWith("…", row.Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_looks_like_another_one_comes_with_its_address()
    {
        await using var chat = await Chat.StartAsync();

        // Cyrillic letters, which look the same.
        await chat.Alice.Contacts.AddAsync(Chat.AliceJid, Jid.Parse("mallory@example.net"), "Воb");
        await chat.Alice.ReceiveAsync(Say.Incoming("Hi"));
        await using var list = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => list.Rows[0].Title == "Bob (bob@example.org)");
    }

    [Fact]
    public async Task Messages_arrive_as_single_changes_and_the_title_counts()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await using var list = await OpenAsync(chat);
        Assert.Equal("So quiet here … add a friend!", chat.Ui.Read(() => list.EmptyText));
        List<NotifyCollectionChangedAction> actions = [];
        list.Rows.CollectionChanged += (_, change) => actions.Add(change.Action);
        await chat.BobSaysAsync("one");
        await chat.Ui.UntilAsync(() => list.UnreadCount == 1);
        await chat.BobSaysAsync("two");
        await chat.Ui.UntilAsync(() => list.UnreadCount == 2);
        chat.Ui.Read(() =>
        {
            Assert.Equal("Chats ✨2", list.Title);
            Assert.Null(list.EmptyText);
            Assert.DoesNotContain(NotifyCollectionChangedAction.Reset, actions.Skip(1));
            return true;
        });
    }

    [Fact]
    public async Task Another_language_says_everything_anew_without_a_restart()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await chat.Alice.ReceiveAsync(Say.Own("Hallo"));
        await using var list = await OpenAsync(chat);
        chat.Speak("de");
        await chat.Ui.UntilAsync(() => list.Rows[0].Preview == "Ich: Hallo");
    }

    [Fact]
    public async Task What_the_person_decides_about_a_conversation_shows_in_its_row()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("one");
        await using var list = await OpenAsync(chat);
        await list.PinAsync(Say.Conversation);
        await list.MuteAsync(Say.Conversation, TimeSpan.FromHours(1));
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsPinned: true, IsMuted: true, MutedText: "Muted until 15:30" }]);
        Assert.EndsWith("Pinned. Muted until 15:30.", chat.Ui.Read(() => list.Rows[0].AccessibleText), StringComparison.Ordinal);
        Assert.Equal(0, chat.Ui.Read(() => list.UnreadCount));
        await list.MuteAsync(Say.Conversation, TimeSpan.Zero);
        await list.ArchiveAsync(Say.Conversation);
        await chat.Ui.UntilAsync(() => list.Rows.Count == 0);
        chat.Ui.Read(() => list.Filter = ConversationFilter.Archived);
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsArchived: true, IsMuted: false }]);
        await list.ArchiveAsync(Say.Conversation, isArchived: false);
        await chat.Ui.UntilAsync(() => list.Rows.Count == 0);
        chat.Ui.Read(() => list.Filter = ConversationFilter.Unread);
        await chat.Ui.UntilAsync(() => list.Rows.Count == 1);
        await list.MarkReadAsync(Say.Conversation);
        await chat.Ui.UntilAsync(() => list.Rows.Count == 0 && list.EmptyText == "Nothing here.");
    }

    [Fact]
    public async Task A_conversation_that_was_read_is_marked_as_unread_until_it_is_opened_or_answered()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("one");
        await using var list = await OpenAsync(chat);
        await ActAsync("markRead");
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsUnread: false }]);
        await ActAsync("markUnread");
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsUnread: true, IsMarkedUnread: true, UnreadCount: 0 }]);
        Assert.EndsWith("Marked as unread.", chat.Ui.Read(() => list.Rows[0].AccessibleText), StringComparison.Ordinal);
        Assert.Equal(0, chat.Ui.Read(() => list.UnreadCount));
        chat.Ui.Read(() => list.Filter = ConversationFilter.Unread);
        await chat.Ui.UntilAsync(() => list.Rows.Count == 1);

        await ActAsync("markRead");
        await chat.Ui.UntilAsync(() => list.Rows.Count == 0);
        chat.Ui.Read(() => list.Filter = ConversationFilter.All);
        await ActAsync("markUnread");
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsUnread: true }]);
        await chat.Alice.Conversations.SendAsync(Say.Conversation, new("two"));
        await chat.Ui.UntilAsync(() => list.Rows is [{ IsUnread: false }]);

        Task ActAsync(string id) =>
            chat.Ui.Read(() => list.ActionsOf(list.Rows[0]).Single(action => action.Id == id)).Run!(CancellationToken.None);
    }

    [Fact]
    public async Task A_draft_and_typing_are_shown()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("one");
        await using var list = await OpenAsync(chat);
        await chat.Alice.Conversations.ChangeAsync(new(Say.Conversation) { Draft = "Dear  Bob" });
        await chat.Ui.UntilAsync(() => list.Rows is [{ PreviewKind: PreviewKind.Draft, Preview: "Draft: Dear Bob" }]);
        await chat.Bob.Conversations.SetTypingAsync(Chat.FromBob, TypingState.Composing);
        await chat.Ui.UntilAsync(() => list.Rows[0].TypingText == "Bob is typing …");
        await chat.Bob.Conversations.SetTypingAsync(Chat.FromBob, TypingState.Paused);
        await chat.Ui.UntilAsync(() => list.Rows[0].TypingText is null);
    }

    [Fact]
    public async Task Presence_and_requests_are_told()
    {
        await using var chat = await Chat.StartAsync();
        await chat.BobSaysAsync("one");
        await using var list = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => list.Rows[0].AvailabilityText == "online");
        await chat.Bob.Accounts.DisconnectAsync(Chat.BobJid);
        await chat.Ui.UntilAsync(() => list.Rows[0].AvailabilityText == "offline");
        Assert.Null(chat.Ui.Read(() => list.RequestsText));
        var carol = Jid.Parse("carol@example.org");
        await using var other = await Testing.Clients.InMemoryChatClient.CreateAsync(chat.Network, carol);
        await other.Contacts.AddAsync(carol, Chat.AliceJid);
        await chat.Ui.UntilAsync(() => list.RequestsText == "1 request");
    }

    [Fact]
    public async Task Disposal_ends_the_feeds_and_silences_the_clock()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("Hi"));
        var list = await OpenAsync(chat);
        await list.DisposeAsync();
        list.Rows.CollectionChanged += (_, _) => Assert.Fail("Nothing is raised after disposal.");
        list.PropertyChanged += (_, _) => Assert.Fail("Nothing is raised after disposal.");
        chat.Clock.Advance(TimeSpan.FromDays(2));
        await chat.BobSaysAsync("Still there?");
        chat.Speak("de");
        await list.DisposeAsync();
    }

    [Fact]
    public async Task What_fails_says_why_and_what_to_do_in_the_brand_s_words()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        await using var list = await OpenAsync(chat);
        chat.Alice.FailNext(ErrorKind.StorageDamaged);
        await list.MarkReadAsync(Say.Conversation);
        Assert.Equal("Your chat box is broken, or from a newer Zomlike. Bring a backup, or update.", chat.Ui.Read(() => list.Problem));
        await list.MarkReadAsync(Say.Conversation);
        Assert.Null(chat.Ui.Read(() => list.Problem));
    }

    [Fact]
    public async Task A_feed_that_breaks_says_why()
    {
        await using var chat = await Chat.StartAsync();
        chat.Alice.FailNext(ErrorKind.StorageUnavailable);
        await using var list = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.Failure?.StartsWith("The message store can't be written", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task It_is_started_once()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = await OpenAsync(chat);
        Assert.Throws<InvalidOperationException>(list.Start);
    }

    private static async Task<ConversationListViewModel> OpenAsync(Chat chat)
    {
        var list = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.IsLoaded);
        return list;
    }

    private static async Task<ConversationRow> RowAsync(Brand brand, params ChatMessage[] messages)
    {
        await using var chat = await Chat.StartAsync(brand);
        await chat.Alice.ReceiveAsync(messages);
        await using var list = await OpenAsync(chat);
        await chat.Ui.UntilAsync(() => list.Rows is [{ Title: "Bob" }]);
        return list.Rows[0];
    }
}
