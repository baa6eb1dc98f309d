// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

/// <summary>What happened in a conversation stands between its messages, whenever it happened and whoever looks.</summary>
public sealed class NoteTests
{
    private static readonly Jid _carol = Jid.Parse("carol@example.test");

    private static ConversationNote Note(string id, double minutes, ConversationNoteKind kind = ConversationNoteKind.MemberJoined) =>
        new(Say.Conversation, id, Say.Now.AddMinutes(minutes), kind) { Who = _carol };

    [Fact]
    public async Task A_device_that_came_while_the_conversation_was_closed_is_there_when_it_is_opened()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("hello", Say.Now.AddMinutes(-2)));
        await chat.Network.AddDeviceAsync(Chat.BobJid);

        await using var timeline = await OpenAsync(chat);

        await UntilAsync(
            chat,
            timeline,
            () =>
                timeline.Rows[^1]
                    is NoticeRow { Kind: NoticeKind.KeyChange, AccessibleText: "Bob has a new device. Its key is trusted, not verified." }
        );
        var key = (await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, TestContext.Current.CancellationToken))[^1];
        await chat.Alice.Trust.SetTrustAsync(
            Chat.AliceJid,
            Chat.BobJid,
            key.Fingerprint!.Value,
            TrustLevel.Distrusted,
            TestContext.Current.CancellationToken
        );
        await UntilAsync(
            chat,
            timeline,
            () => timeline.Rows[^1] is NoticeRow { IsWarning: true, AccessibleText: "A key of Bob was rejected." }
        );
    }

    [Fact]
    public async Task Notes_stand_in_their_place_on_each_page_and_change_no_page()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([.. Enumerable.Range(0, 400).Select(i => Say.Incoming($"{i}", Say.Now.AddMinutes(i - 400)))]);
        await chat.Alice.Conversations.MarkReadAsync(Say.Conversation, TestContext.Current.CancellationToken);
        await KeepAsync(chat, Note("early", -390.5), Note("middle", -200.5), Note("late", -0.5));
        await using var timeline = await OpenAsync(chat);

        // The newest page, then back to the first message, then forth again.
        await UntilAsync(chat, timeline, () => Places(timeline).SequenceEqual([("late", "399")]));
        while (chat.Ui.Read(() => timeline.HasOlder))
        {
            await timeline.LoadOlderCommand.ExecuteAsync();
        }

        await UntilAsync(chat, timeline, () => Places(timeline).SequenceEqual([("early", "9")]));
        while (chat.Ui.Read(() => timeline.HasNewer))
        {
            await timeline.LoadNewerCommand.ExecuteAsync();
            Assert.InRange(chat.Ui.Read(() => timeline.Rows.OfType<MessageRow>().Count()), 1, TimelineViewModel.MaxMessages);
        }

        await UntilAsync(chat, timeline, () => Places(timeline).SequenceEqual([("late", "399")]));
    }

    [Fact]
    public async Task A_note_that_is_told_while_the_timeline_is_open_is_shown_once_and_stays_in_its_place()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("before", Say.Now.AddMinutes(-2)));
        await using var timeline = await OpenAsync(chat);
        await KeepAsync(chat, Note("1", -1));
        chat.Alice.Raise(new Clients.NoteAdded(Chat.AliceJid, Note("1", -1)));
        chat.Alice.Raise(new Clients.EventsLost(default));
        await chat.Alice.ReceiveAsync(Say.Incoming("after"));

        await UntilAsync(chat, timeline, () => timeline.Rows[^1] is MessageRow { Body: "after" } && Places(timeline).Length == 1);
        Assert.Equal([("1", "before")], Places(timeline));
    }

    [Fact]
    public async Task A_group_that_makes_things_happen_at_will_does_not_drive_messages_out_of_sight()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("hello", Say.Now.AddMinutes(-300)));
        await KeepAsync(chat, [.. Enumerable.Range(0, 190).Select(i => Note($"{i}", i - 200))]);
        await using var timeline = await OpenAsync(chat);

        await UntilAsync(chat, timeline, () => timeline.Rows.OfType<NoticeRow>().Any());
        var rows = chat.Ui.Read(() => timeline.Rows.ToList());
        Assert.Equal(50, rows.OfType<NoticeRow>().Count());
        Assert.Single(rows.OfType<MessageRow>());
    }

    [Fact]
    public async Task A_group_in_which_nobody_said_anything_shows_what_happened_in_it()
    {
        await using var chat = await Chat.StartAsync();
        await KeepAsync(chat, Note("1", -1));
        await using var timeline = await OpenAsync(chat);

        await UntilAsync(chat, timeline, () => timeline.Rows.OfType<NoticeRow>().Any());
        Assert.Null(chat.Ui.Read(() => timeline.EmptyText));
    }

    public static TheoryData<ConversationNote, string, bool> Words() =>
        new()
        {
            {
                Note("1", 0, ConversationNoteKind.KeyChanged) with
                {
                    Who = Chat.BobJid,
                },
                "A device of Bob shows another key than before. It is undecided.",
                true
            },
            { Note("1", 0, ConversationNoteKind.KeyVerified) with { Who = Chat.BobJid }, "A key of Bob was verified.", false },
            {
                Note("1", 0, ConversationNoteKind.DeviceAdded) with
                {
                    Who = Chat.AliceJid,
                },
                "You have a new device. Its key is undecided.",
                true
            },
            { Note("1", 0), "Carol is a member of the group now.", false },
            { Note("1", 0) with { Who = Chat.AliceJid }, "You joined the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberLeft), "Carol left the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberLeft) with { Who = Chat.AliceJid }, "You left the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberRemoved), "Carol was removed from the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberRemoved) with { By = Chat.BobJid }, "Bob removed Carol from the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberRemoved) with { By = Chat.AliceJid }, "Carol was removed from the group.", false },
            {
                Note("1", 0, ConversationNoteKind.MemberRemoved) with
                {
                    Who = Chat.AliceJid,
                },
                "You have been removed from this group.",
                true
            },
            { Note("1", 0, ConversationNoteKind.MemberBanned), "Carol was banned from the group.", false },
            { Note("1", 0, ConversationNoteKind.MemberBanned) with { Who = Chat.AliceJid }, "You have been banned from this group.", true },
            { Note("1", 0, ConversationNoteKind.MemberKicked), "Carol was sent out of the group, and may come back.", false },
            {
                Note("1", 0, ConversationNoteKind.MemberKicked) with
                {
                    Who = Chat.AliceJid,
                },
                "You were sent out of the group, and may come back.",
                true
            },
            {
                Note("1", 0, ConversationNoteKind.AffiliationChanged) with
                {
                    Affiliation = GroupAffiliation.Admin,
                },
                "Carol, now in this group: administrator.",
                false
            },
            {
                Note("1", 0, ConversationNoteKind.AffiliationChanged) with
                {
                    Who = Chat.AliceJid,
                    Affiliation = GroupAffiliation.Owner,
                },
                "You, now in this group: owner.",
                false
            },
            { Note("1", 0, ConversationNoteKind.Renamed) with { Text = "The\u202e crew" }, "The group is called “The crew” now.", false },
            {
                Note("1", 0, ConversationNoteKind.SubjectChanged) with
                {
                    Text = "Sailing",
                },
                "The topic of the group is now: Sailing",
                false
            },
            {
                Note("1", 0, ConversationNoteKind.SubjectChanged) with
                {
                    Text = "Sailing",
                    By = Chat.BobJid,
                },
                "Bob changed the topic of the group: Sailing",
                false
            },
            { Note("1", 0, ConversationNoteKind.SubjectChanged) with { Text = "" }, "The group has no topic any more.", false },
            { Note("1", 0, ConversationNoteKind.GroupDestroyed) with { Who = null }, "This group has been deleted.", true },
        };

    [Theory]
    [MemberData(nameof(Words), DisableDiscoveryEnumeration = true)]
    public async Task Each_kind_has_its_words_with_names_and_without_addresses(ConversationNote note, string words, bool isWarning)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Contacts.AddAsync(Chat.AliceJid, _carol, "Carol", TestContext.Current.CancellationToken);
        await KeepAsync(chat, note);
        await using var timeline = await OpenAsync(chat);

        await UntilAsync(chat, timeline, () => timeline.Rows.OfType<NoticeRow>().Any());
        var row = Assert.Single(chat.Ui.Read(() => timeline.Rows.OfType<NoticeRow>().ToList()));
        Assert.Equal((words, isWarning), (Plain(row.AccessibleText), row.IsWarning));
        Assert.Equal(note.Kind <= ConversationNoteKind.KeyDistrusted ? NoticeKind.KeyChange : NoticeKind.Group, row.Kind);
    }

    // Without the marks that keep names of either direction apart.
    private static string Plain(string text) =>
        text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static (string Id, string After)[] Places(TimelineViewModel timeline)
    {
        List<(string, string)> places = [];
        var last = string.Empty;
        foreach (var row in timeline.Rows)
        {
            if (row is MessageRow { Body: var body })
            {
                last = body;
            }
            else if (row is NoticeRow)
            {
                places.Add((row.Id["note ".Length..], last));
            }
        }

        return [.. places];
    }

    private static async Task KeepAsync(Chat chat, params ConversationNote[] notes) =>
        await chat.Alice.Store.CommitAsync(new(Chat.AliceJid) { Notes = notes }, TestContext.Current.CancellationToken);

    private static async Task<TimelineViewModel> OpenAsync(Chat chat)
    {
        var timeline = new TimelineViewModel(chat.Context, Say.Conversation);
        timeline.Start();
        await chat.Ui.UntilAsync(() => timeline is { IsLoaded: true, Title: "Bob" });
        return timeline;
    }

    private static Task UntilAsync(Chat chat, TimelineViewModel timeline, Func<bool> isShown) =>
        chat.Ui.UntilAsync(isShown, () => string.Join('|', timeline.Rows.Select(row => row.AccessibleText)));
}
