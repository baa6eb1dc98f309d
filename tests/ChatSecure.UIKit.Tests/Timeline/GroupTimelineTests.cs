// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class GroupTimelineTests
{
    [Fact]
    public async Task A_moderator_takes_a_message_back_and_all_see_who_and_why()
    {
        await using var chat = await Chat.StartAsync();
        var room = await TogetherAsync(chat);
        await chat.Bob.Conversations.SendAsync(new(Chat.BobJid, room), new("Buy my watches"), TestContext.Current.CancellationToken);
        await using var alices = Open(chat, Chat.AliceJid, room, chat.Context);
        await using var bobs = Open(chat, Chat.BobJid, room, new(chat.Bob, chat.Brand, chat.Ui, chat.Clock));
        await chat.Ui.UntilAsync(() => Row(alices) is { CanModerate: true } && Row(bobs) is not null);
        Assert.Equal(
            "Take back for everybody",
            Assert.Single(chat.Ui.Read(() => alices.ActionsOf(Row(alices)!)), action => action.Id == "moderate").Text
        );

        Assert.True(await alices.ModerateAsync(chat.Ui.Read(() => Row(alices)!), " No advertising\u202E "));

        await chat.Ui.UntilAsync(() =>
            Row(alices)
                is {
                    Kind: MessageKind.Retracted,
                    CanModerate: false,
                    Body: "You took this message back as a moderator. Reason: No advertising"
                }
        );
        await chat.Ui.UntilAsync(() =>
            Row(bobs) is { Kind: MessageKind.Retracted, Body: "Alice took this message back as a moderator. Reason: No advertising" }
        );
        Assert.False(await alices.ModerateAsync(chat.Ui.Read(() => Row(alices)!)));
    }

    [Fact]
    public async Task Who_may_not_is_not_offered_it_and_rights_come_and_go()
    {
        await using var chat = await Chat.StartAsync();
        var room = await TogetherAsync(chat);
        await chat.Alice.Conversations.SendAsync(new(Chat.AliceJid, room), new("Order!"), TestContext.Current.CancellationToken);
        await using var alices = Open(chat, Chat.AliceJid, room, chat.Context);
        await using var bobs = Open(chat, Chat.BobJid, room, new(chat.Bob, chat.Brand, chat.Ui, chat.Clock));
        await chat.Ui.UntilAsync(() => Row(bobs) is { CanModerate: false } && Row(alices) is { CanModerate: false, CanRetract: true });
        Assert.DoesNotContain(chat.Ui.Read(() => bobs.ActionsOf(Row(bobs)!)), action => action.Id == "moderate");
        Assert.False(await bobs.ModerateAsync(chat.Ui.Read(() => Row(bobs)!)));

        await SetBobsRoleAsync(GroupRole.Moderator);
        await chat.Ui.UntilAsync(() => Row(bobs) is { CanModerate: true });
        await SetBobsRoleAsync(GroupRole.Participant);
        await chat.Ui.UntilAsync(() => Row(bobs) is { CanModerate: false });

        Task SetBobsRoleAsync(GroupRole role) =>
            chat.Alice.Groups.SetRoleAsync(Chat.AliceJid, room, "bob", role, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(null, "A moderator took this message back.")]
    [InlineData("Al\u202Eice", "Alice took this message back as a moderator.")]
    public async Task A_moderator_of_whom_the_room_says_little_is_called_by_that(string? nick, string said)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(
            Say.Incoming("x") with
            {
                Body = null,
                RetractedAt = Say.Now,
                Moderation = new() { Nick = nick },
            }
        );
        await using var timeline = Open(chat, Chat.AliceJid, Chat.BobJid, chat.Context);
        await chat.Ui.UntilAsync(() => Row(timeline) is not null);
        Assert.Equal(said, chat.Ui.Read(() => Row(timeline)!.Body));
    }

    [Fact]
    public async Task A_group_is_called_by_its_name_and_by_its_next_one()
    {
        await using var chat = await Chat.StartAsync();
        var room = await TogetherAsync(chat);
        await using var timeline = Open(chat, Chat.AliceJid, room, chat.Context);
        await chat.Ui.UntilAsync(() => timeline.Title == "Crew");

        await chat.Alice.Groups.RenameAsync(Chat.AliceJid, room, "Old crew", TestContext.Current.CancellationToken);

        await chat.Ui.UntilAsync(() => timeline.Title == "Old crew");
    }

    [Fact]
    public async Task A_members_new_device_is_told_by_name_and_follows_what_is_decided_about_it()
    {
        await using var chat = await Chat.StartAsync();
        var token = TestContext.Current.CancellationToken;
        var room = await TogetherAsync(chat);
        await chat.Network.AddDeviceAsync(Chat.BobJid);
        var device = (await chat.Alice.Trust.DevicesAsync(Chat.AliceJid, Chat.BobJid, token))[^1];
        var told = new ConversationNote(new(Chat.AliceJid, room), "device", Say.Now, ConversationNoteKind.DeviceAdded)
        {
            Who = Chat.BobJid,
            Device = device.Device,
        };
        await chat.Alice.Store.CommitAsync(new(Chat.AliceJid) { Notes = [told] }, token);
        await using var timeline = Open(chat, Chat.AliceJid, room, chat.Context);
        await chat.Ui.UntilAsync(() =>
            Told() is { IsWarning: false, AccessibleText: "Bob has a new device. Its key is trusted, not verified." }
        );

        await chat.Alice.Trust.SetTrustAsync(Chat.AliceJid, Chat.BobJid, device.Fingerprint!.Value, TrustLevel.Distrusted, token);

        await chat.Ui.UntilAsync(() => Told() is { IsWarning: true, AccessibleText: "Bob has a new device. Its key is rejected." });

        NoticeRow? Told() => timeline.Rows.OfType<NoticeRow>().SingleOrDefault(row => row.Kind == NoticeKind.KeyChange);
    }

    private static async Task<Jid> TogetherAsync(Chat chat)
    {
        var group = await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new() { Name = "Crew", Members = [Chat.BobJid] });
        await chat.Bob.Groups.JoinAsync(Chat.BobJid, group.Room.Jid);
        return group.Room.Jid;
    }

    private static TimelineViewModel Open(Chat chat, Jid account, Jid peer, UiContext context)
    {
        var timeline = new TimelineViewModel(context, new(account, peer));
        chat.Ui.Read(() =>
        {
            timeline.Start();
            return true;
        });
        return timeline;
    }

    private static MessageRow? Row(TimelineViewModel timeline) => timeline.Rows.OfType<MessageRow>().SingleOrDefault();
}
