// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Composer;

public sealed class ComposerGroupTests
{
    [Fact]
    public async Task A_private_group_is_written_to_encrypted_and_names_who_can_not_read_it()
    {
        await using var chat = await Chat.StartAsync();
        var room = await GroupAsync(chat, isOpen: false);
        await using var composer = await OpenAsync(chat, room);
        await chat.Ui.UntilAsync(() => composer.Encryption == EncryptionKind.Omemo2);
        Assert.Equal(
            ("Message to Crew", "Only members can read what is written here."),
            chat.Ui.Read(() => (composer.Placeholder, composer.EncryptionText))
        );
        chat.Ui.Read(() => composer.Draft = "All aboard!");
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        await using var bobs = new TimelineViewModel(new(chat.Bob, chat.Brand, chat.Ui, chat.Clock), new(Chat.BobJid, room));
        bobs.Start();
        await chat.Ui.UntilAsync(() => bobs.Rows.OfType<MessageRow>().SingleOrDefault() is { Body: "All aboard!", Sender: "Alice" });

        chat.Network.RemoveDevices(Chat.BobJid);
        chat.Alice.Raise(new EventsLost(default));
        chat.Ui.Read(() => composer.Draft = "Still here?");
        await chat.Ui.UntilAsync(() => composer.RecipientsWithoutKeys is ["Bob"]);
        Assert.StartsWith(
            "Bob can't read encrypted messages.",
            chat.Ui.Read(() => composer.SendCommand.BlockedReason),
            StringComparison.Ordinal
        );
        Assert.Null(chat.Ui.Read(() => composer.Encryption));
    }

    [Fact]
    public async Task An_open_group_takes_plain_text_by_name_alone_and_one_that_was_left_nothing()
    {
        await using var chat = await Chat.StartAsync();
        var room = await GroupAsync(chat, isOpen: true);
        await using var composer = await OpenAsync(chat, room);
        await chat.Ui.UntilAsync(() => composer.Placeholder == "Message to Crew");
        chat.Ui.Read(() => composer.Draft = "Hear ye");
        Assert.StartsWith(
            "This group can't be encrypted",
            chat.Ui.Read(() => composer.SendCommand.BlockedReason),
            StringComparison.Ordinal
        );
        chat.Ui.Read(() => composer.Choice = EncryptionChoice.None);
        Assert.Equal(
            (null, "This message will not be encrypted."),
            chat.Ui.Read(() => (composer.SendCommand.BlockedReason, composer.PlainTextWarning))
        );
        await chat.Alice.Groups.LeaveAsync(Chat.AliceJid, room, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => composer.SendCommand.BlockedReason == "you are not in this group");
    }

    [Fact]
    public async Task An_open_group_offers_plain_text_after_a_question_and_keeps_to_it()
    {
        await using var chat = await Chat.StartAsync();
        var room = await GroupAsync(chat, isOpen: true);
        await using var composer = await OpenAsync(chat, room);
        await chat.Ui.UntilAsync(() => composer.NeedsPlainText);
        var only = Assert.Single(chat.Ui.Read(() => composer.Choices));
        Assert.Equal(EncryptionChoice.None, only.Choice);
        Assert.StartsWith("Everybody may enter this group.", only.Question, StringComparison.Ordinal);
        chat.Ui.Read(() => composer.Choice = only.Choice);
        chat.Ui.Read(() => composer.Draft = "Hear ye");
        await chat.Ui.RunAsync(() => composer.SendCommand.ExecuteAsync());
        Assert.Equal((EncryptionChoice.None, string.Empty), chat.Ui.Read(() => (composer.Choice, composer.Draft)));
    }

    [Fact]
    public async Task A_brand_that_always_encrypts_offers_no_plain_text_in_an_open_group()
    {
        await using var chat = await Chat.StartAsync(Say.Zomlike);
        var room = await GroupAsync(chat, isOpen: true);
        await using var composer = await OpenAsync(chat, room);
        chat.Ui.Read(() => composer.Draft = "Hear ye");
        await chat.Ui.UntilAsync(() =>
            composer.SendCommand.BlockedReason?.StartsWith("This group can't be encrypted", StringComparison.Ordinal) == true
        );
        Assert.Equal((false, 0), chat.Ui.Read(() => (composer.NeedsPlainText, composer.Choices.Count)));
    }

    [Fact]
    public async Task Members_are_suggested_where_they_are_being_mentioned()
    {
        await using var chat = await Chat.StartAsync();
        var room = await GroupAsync(chat, isOpen: false);
        await using var composer = await OpenAsync(chat, room);
        await chat.Ui.UntilAsync(() => composer.Encryption is not null);
        chat.Ui.Read(() =>
        {
            composer.Draft = "Well, @bO and others";
            composer.Suggest(9);
            Assert.Equal(new MentionRow("bob", "Bob"), Assert.Single(composer.Suggestions));
            var caret = composer.Mention(composer.Suggestions[0], 9);
            Assert.Equal(("Well, @bob and others", 10), (composer.Draft, caret));
            Assert.Empty(composer.Suggestions);
            foreach (var (text, at) in new[] { ("mail@bob", 8), ("@x", 2), ("@bob ", 5), ("", 0), ("hello", 99) })
            {
                composer.Draft = text;
                composer.Suggest(at);
                Assert.Empty(composer.Suggestions);
            }

            return true;
        });
    }

    [Fact]
    public async Task A_name_in_a_group_does_not_make_a_member_somebody_else()
    {
        await using var chat = await Chat.StartAsync();
        var room = await GroupAsync(chat, isOpen: false);
        var mallory = await Testing.Clients.InMemoryChatClient.CreateAsync(chat.Network, Jid.Parse("mallory@example.org"));
        await using var owned = mallory;
        await chat.Alice.Groups.InviteAsync(
            Chat.AliceJid,
            room,
            Jid.Parse("mallory@example.org"),
            cancellationToken: TestContext.Current.CancellationToken
        );
        await mallory.Groups.JoinAsync(
            Jid.Parse("mallory@example.org"),
            room,
            "Bob",
            cancellationToken: TestContext.Current.CancellationToken
        );
        await mallory.Conversations.SendAsync(
            new(Jid.Parse("mallory@example.org"), room),
            new("Trust me"),
            TestContext.Current.CancellationToken
        );
        await using var timeline = new TimelineViewModel(chat.Context, new(Chat.AliceJid, room));
        timeline.Start();
        await chat.Ui.UntilAsync(() =>
            timeline.Rows.OfType<MessageRow>().SingleOrDefault() is { Body: "Trust me", Sender: "Bob (mallory@example.org)" }
        );
    }

    private static async Task<Jid> GroupAsync(Chat chat, bool isOpen)
    {
        var group = await chat.Alice.Groups.CreateAsync(
            Chat.AliceJid,
            new NewGroup
            {
                Name = "Crew",
                IsPublic = isOpen,
                Members = [Chat.BobJid],
            }
        );
        await chat.Bob.Groups.JoinAsync(Chat.BobJid, group.Room.Jid);
        return group.Room.Jid;
    }

    private static async Task<ComposerViewModel> OpenAsync(Chat chat, Jid room)
    {
        var composer = new ComposerViewModel(chat.Context, new(Chat.AliceJid, room));
        composer.Start();
        await chat.Ui.UntilAsync(() => true);
        return composer;
    }
}
