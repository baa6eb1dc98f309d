// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Where an app stands with its groups: what keeps it out, and what it remembers of that.</summary>
public sealed class GroupStateTests(ProsodyServer server)
{
    [Fact]
    public async Task Who_was_kicked_or_banned_stays_out_after_a_restart_and_knows_why()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var bob = await NewAppAsync(server, "bob");
        var profile = bob.Profile;
        var room = await TogetherAsync(alice, bob);
        await using (bob)
        {
            var nick = (await GroupAsync(bob)).Room.Nick!;
            await alice.Client.Groups.SetRoleAsync(alice.Account, room, nick, GroupRole.None, "enough");
            await StateAsync(bob, GroupState.Refused, "kicked");
        }

        await using var later = await TestApp.StartAsync(profile);
        var kicked = await GroupAsync(later);
        Assert.Equal((GroupState.Refused, "kicked", "enough"), (kicked.State, kicked.Reason, kicked.Room.RefusalText));
        await later.ConnectAsync();
        await Assert.ThrowsAsync<ChatSecureException>(() => later.SendAsync(room, "may I?", EncryptionChoice.None));
        Assert.Equal(GroupState.Refused, (await GroupAsync(later)).State);
        Assert.DoesNotContain(await alice.Client.Groups.MembersAsync(alice.Account, room), member => member.Address == later.Account);

        // A person may come back who was kicked, and not who was banned.
        await later.Client.Groups.JoinAsync(later.Account, room);
        Assert.Equal((GroupState.Joined, null), ((await GroupAsync(later)).State, (await GroupAsync(later)).Room.Refusal));
        await alice.Client.Groups.SetAffiliationAsync(alice.Account, room, later.Account, GroupAffiliation.Outcast, "for good");
        await StateAsync(later, GroupState.Refused, "banned");
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => later.Client.Groups.JoinAsync(later.Account, room));
        Assert.Equal("banned", refused.Condition);
        Assert.Equal((GroupState.Refused, "banned"), ((await GroupAsync(later)).State, (await GroupAsync(later)).Reason));
    }

    [Fact]
    public async Task A_group_that_was_destroyed_says_where_to_go_instead_also_after_a_restart()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var bob = await NewAppAsync(server, "bob");
        var room = await TogetherAsync(alice, bob);
        var other = await TogetherAsync(alice);
        await using (bob)
        {
            await alice.Client.Groups.DestroyAsync(alice.Account, room, "We have moved", other);
            await StateAsync(bob, GroupState.Refused, "destroyed");
        }

        await using var later = await TestApp.StartAsync(bob.Profile);
        await later.ConnectAsync();
        var gone = await GroupAsync(later);
        Assert.Equal(
            (GroupState.Refused, "destroyed", "We have moved", other),
            (gone.State, gone.Reason, gone.Room.RefusalText, gone.Room.Alternate)
        );
        Assert.DoesNotContain(later.Events, happened => happened is GroupChanged { Group.State: GroupState.Joining or GroupState.Joined });
    }

    [Fact]
    public async Task A_name_that_is_taken_is_changed_and_the_room_entered()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        var room = (await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup { IsPublic = true, Nick = "Kim" })).Room.Jid;
        var joined = await bob.Client.Groups.JoinAsync(bob.Account, room, "Kim");

        Assert.Equal((GroupState.Joined, "Kim_2"), (joined.State, joined.Room.Nick));
        Assert.Equal("Kim_2", (await GroupAsync(bob)).Room.Nick);
    }

    [Fact]
    public async Task A_restarted_server_is_entered_again_and_nothing_is_lost()
    {
        await using var own = await ProsodyServer.StartAsync();
        await using var alice = await NewAppAsync(own, "alice");
        await using var bob = await NewAppAsync(own, "bob");
        var room = await TogetherAsync(alice, bob);
        await alice.DeliverAsync(room, "before", EncryptionChoice.None);
        await bob.WaitForMessageAsync("before");

        // The service forgets who is in its rooms, and each stream is a new one.
        await own.RestartAsync();
        await alice.WaitForAsync<GroupChanged>(_ => alice.Events.OfType<GroupChanged>().Count(Joined) >= 2, TimeSpan.FromMinutes(2));
        await bob.WaitForAsync<GroupChanged>(_ => bob.Events.OfType<GroupChanged>().Count(Joined) >= 2, TimeSpan.FromMinutes(2));
        await alice.DeliverAsync(room, "after", EncryptionChoice.None);
        await bob.WaitForMessageAsync("after");
        Assert.Equal(["before", "after"], await bob.HistoryAsync(room));

        static bool Joined(GroupChanged changed) => changed.Group.State == GroupState.Joined;
    }

    [Fact]
    public async Task What_somebody_writes_to_us_alone_through_the_room_is_refused_and_answered_by_no_word()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var room = await TogetherAsync(alice);
        await using var stranger = await RoomClient.ConnectAsync(server);
        await stranger.Rooms.JoinAsync(room, "Mallory");
        var nick = (await GroupAsync(alice)).Room.Nick!;

        await stranger.Rooms.SendPrivateAsync(room, nick, new(room) { Id = "w1", Body = "psst" });
        var refused = await alice.WaitForAsync<GroupPrivateMessageRefused>();
        Assert.Equal((room, "Mallory", stranger.Account), (refused.Room, refused.Nick, refused.Address));
        var answer = await stranger.ReceivesAsync(message => message.Stanza.Type == "error");
        Assert.Equal(("w1", room.WithResource(nick)), (answer.Stanza.Id, answer.Stanza.From!.Value));
        Assert.Empty(await alice.HistoryAsync(room));

        // And nobody writes to somebody in a room by mistake: that would go to all.
        var mistake = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.Client.Conversations.SendAsync(new(alice.Account, room.WithResource("Mallory")), new OutgoingMessage("for you alone"))
        );
        Assert.Equal((ErrorKind.InvalidInput, "occupant"), (mistake.Kind, mistake.Condition));
        await alice.DeliverAsync(room, "still here", EncryptionChoice.None);
        Assert.Equal(["still here"], await alice.HistoryAsync(room));
    }

    [Fact]
    public async Task Typing_is_told_to_a_private_group_encrypted_and_to_an_open_one_in_the_clear()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        foreach (var room in new[] { await PrivateAsync(alice, bob), await TogetherAsync(alice, bob) })
        {
            // Nothing is fetched for that alone: the message before it does.
            var isPrivate = (await alice.Client.Groups.ListAsync(alice.Account)).Single(group => group.Room.Jid == room).IsPrivate;
            await alice.DeliverAsync(room, "hi", isPrivate ? EncryptionChoice.Auto : EncryptionChoice.None);
            await bob.WaitForAsync<MessageAdded>(added => added.Message.Conversation.Peer == room);
            await alice.Client.Conversations.SetTypingAsync(alice.With(room), TypingState.Composing);
            var typing = await bob.WaitForAsync<TypingChanged>(changed => changed.Peer == room);
            Assert.Equal((TypingState.Composing, alice.Account.Local), (typing.State, typing.Nick));
            Assert.Single(await bob.HistoryAsync(room));
        }
    }
}
