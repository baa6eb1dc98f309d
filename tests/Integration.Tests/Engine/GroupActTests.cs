// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What is done to messages of a group, and files in it, on a real server: by whom it may be done, and what becomes of what may not.</summary>
public sealed class GroupActTests(ProsodyServer server)
{
    [Fact]
    public async Task A_stranger_s_edit_and_retraction_count_for_nothing_even_under_the_author_s_name()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        var room = await TogetherAsync(alice, bob);
        var sent = await bob.DeliverAsync(room, "mine", EncryptionChoice.None);
        await alice.WaitForMessageAsync("mine");
        var nick = (await GroupAsync(bob)).Room.Nick!;
        await bob.Client.Groups.LeaveAsync(bob.Account, room);
        await using var mallory = await RoomClient.ConnectAsync(server);
        Assert.NotNull((await mallory.Rooms.JoinAsync(room, nick)).Room);

        // The name is free, and the occupant's id another one.
        var edit = new MessageStanza(room) { Id = "e1", Body = "yours" };
        edit.SetReplaces(sent.Id.Value);
        await mallory.Rooms.SendAsync(room, edit);
        var archived = (await alice.Client.Conversations.HistoryAsync(alice.With(room))).Messages.Single(message => message.Body == "mine");
        var stanzaId = archived.ArchiveId![(room.ToString().Length + 1)..];
        await mallory.Rooms.SendAsync(room, Retractions.CreateRetraction(room, stanzaId, "taken back"));
        await mallory.Rooms.SendAsync(room, new(room) { Id = "last", Body = "last" });
        await alice.WaitForMessageAsync("last");

        var still = (await alice.Client.Conversations.FindAsync(new(alice.With(room), MessageDirection.Incoming, sent.Id)))!;
        Assert.Equal(("mine", null, null), (still.Body, still.EditedAt, still.RetractedAt));
        Assert.Equal(["mine", "last"], await alice.HistoryAsync(room));
    }

    [Fact]
    public async Task What_is_protected_less_than_its_message_is_not_sent()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        var room = await PrivateAsync(alice, bob);
        var sent = await alice.DeliverAsync(room, "secret");
        await bob.WaitForMessageAsync("secret");

        foreach (
            var act in new Func<Task>[]
            {
                () => alice.Client.Conversations.EditAsync(alice.With(room), sent.Id, "public", EncryptionChoice.None),
                () => alice.Client.Conversations.RetractAsync(alice.With(room), sent.Id, EncryptionChoice.None),
                () =>
                    bob.Client.Conversations.ReactAsync(
                        new(bob.With(room), MessageDirection.Incoming, sent.Id),
                        ["👍"],
                        EncryptionChoice.None
                    ),
            }
        )
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(act);
            Assert.Equal((ErrorKind.InvalidInput, "weaker-protection"), (refused.Kind, refused.Condition));
        }

        await alice.DeliverAsync(room, "after");
        await bob.WaitForMessageAsync("after");
        Assert.Equal(["secret", "after"], await bob.HistoryAsync(room));
    }

    [Fact]
    public async Task A_moderator_s_retraction_reaches_who_was_away_too_and_the_room_s_word_alone_counts()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        await using var carol = await NewAppAsync(server, "carol");
        var room = await PrivateAsync(alice, bob, carol);
        var spam = await bob.DeliverAsync(room, "spam");
        await carol.WaitForMessageAsync("spam");
        await carol.DisconnectAsync();
        await alice.WaitForMessageAsync("spam");
        await alice.Client.Groups.ModerateAsync(alice.Account, room, spam.Id, "spam");
        await bob.WaitForAsync<MessageChanged>(changed => changed.Message.Id == spam.Id && changed.Message.RetractedAt is not null);
        await carol.ConnectAsync();

        await carol.WaitForAsync<MessageChanged>(changed => changed.Message.Id == spam.Id && changed.Message.RetractedAt is not null);
        var gone = (await carol.Client.Conversations.FindAsync(new(carol.With(room), MessageDirection.Incoming, spam.Id)))!;
        Assert.Null(gone.Body);
        Assert.Equal(
            new Moderation
            {
                Nick = gone.Moderation?.Nick,
                Address = alice.Account,
                Reason = "spam",
            },
            gone.Moderation
        );
    }

    [Fact]
    public async Task An_act_that_the_room_refuses_for_good_is_undone_kept_over_a_restart_and_tried_again()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var bob = await NewAppAsync(server, "bob");
        var room = await TogetherAsync(alice, bob);
        var sent = await bob.DeliverAsync(room, "helo", EncryptionChoice.None);
        var theirs = await alice.DeliverAsync(room, "hi", EncryptionChoice.None);
        await bob.WaitForMessageAsync("hi");
        var nick = (await GroupAsync(bob)).Room.Nick!;
        MessageId failed;
        await using (bob)
        {
            // Whoever has no voice is refused by the room, for good as far as anybody knows.
            await alice.Client.Groups.SetRoleAsync(alice.Account, room, nick, GroupRole.Visitor);
            await alice.WaitForAsync<GroupMemberChanged>(changed =>
                changed.Member.Nick == nick && changed.Member.Role == GroupRole.Visitor
            );
            var edit = await bob.Client.Conversations.EditAsync(bob.With(room), sent.Id, "hello", EncryptionChoice.None);
            failed = edit.Message.Id;
            var reaction = await bob.Client.Conversations.ReactAsync(
                new(bob.With(room), MessageDirection.Incoming, theirs.Id),
                ["👍"],
                EncryptionChoice.None
            );
            var retraction = await bob.Client.Conversations.RetractAsync(bob.With(room), sent.Id, EncryptionChoice.None);
            foreach (var acked in new[] { edit.Acked, reaction.Acked, retraction.Acked })
            {
                await Assert.ThrowsAnyAsync<ChatSecureException>(() => acked.WaitAsync(TimeSpan.FromSeconds(20)));
            }
        }

        await using var later = await TestApp.StartAsync(bob.Profile);
        var message = (await later.Client.Conversations.FindAsync(new(later.With(room), MessageDirection.Outgoing, sent.Id)))!;
        Assert.Equal(("helo", null, null), (message.Body, message.EditedAt, message.RetractedAt));
        Assert.Empty((await later.Client.Conversations.FindAsync(new(later.With(room), MessageDirection.Incoming, theirs.Id)))!.Reactions);
        var unsent = await later.Client.Conversations.UnsentActsAsync(later.With(room));
        Assert.Equal([MessageActKind.Edit, MessageActKind.Reaction, MessageActKind.Retraction], unsent.Select(act => act.Kind));
        Assert.All(unsent, act => Assert.Equal((DeliveryState.Failed, "forbidden"), (act.State, act.FailureReason)));
        Assert.Equal("hello", unsent[0].Body);

        // Who enters anew has a voice: the edit goes through, the reaction is given up, and another retraction overtakes the one that failed.
        await later.ConnectAsync();
        Assert.True(await later.Client.Conversations.CancelAsync(later.With(room), unsent[1].Id));
        var again = await later.Client.Conversations.RetryActAsync(later.With(room), failed, EncryptionChoice.None);
        await again.Acked.WaitAsync(TimeSpan.FromSeconds(20));
        await alice.WaitForAsync<MessageChanged>(changed => changed.Message.Body == "hello");
        Assert.Equal([unsent[2].Id], (await later.Client.Conversations.UnsentActsAsync(later.With(room))).Select(act => act.Id));
        var last = await later.Client.Conversations.RetractAsync(later.With(room), sent.Id, EncryptionChoice.None);
        await last.Acked.WaitAsync(TimeSpan.FromSeconds(20));
        await alice.WaitForAsync<MessageChanged>(changed => changed.Message.RetractedAt is not null);
        Assert.Empty(await later.Client.Conversations.UnsentActsAsync(later.With(room)));
        Assert.NotNull(
            (await later.Client.Conversations.FindAsync(new(later.With(room), MessageDirection.Outgoing, sent.Id)))!.RetractedAt
        );
    }

    [Fact]
    public async Task What_one_device_has_read_in_a_group_is_read_on_the_other()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        var room = await PrivateAsync(alice, bob);
        var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, bob.Account.Local!, register: false);
        await desk.WaitForAsync<GroupChanged>(changed => changed.Group.State == GroupState.Joined);
        await alice.DeliverAsync(room, "read me", EncryptionChoice.None);
        await desk.WaitForMessageAsync("read me");
        await bob.WaitForMessageAsync("read me");
        await bob.Client.Conversations.MarkReadAsync(bob.With(room));

        await ReadAsync(desk, room);
        await desk.DisposeAsync();

        // And on one that was away: the room's archive comes after what was read.
        await using var late = await TestApp.StartAsync(desk.Profile);
        await alice.DeliverAsync(room, "read me, too", EncryptionChoice.None);
        await bob.WaitForMessageAsync("read me, too");
        await bob.Client.Conversations.MarkReadAsync(bob.With(room));
        await Task.Delay(500);
        await late.ConnectAsync();
        await late.WaitForMessageAsync("read me, too");
        await ReadAsync(late, room);
    }

    private static Task ReadAsync(TestApp app, Addressing.Jid room) =>
        TestApp.UntilAsync(
            async () =>
                (await app.Client.Conversations.HistoryAsync(app.With(room))).Messages.All(message =>
                    message.State == DeliveryState.Displayed
                ),
            "It was not marked as read."
        );
}
