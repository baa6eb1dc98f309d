// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Groups between apps on a real server.</summary>
public sealed class GroupTests(ProsodyServer server)
{
    [Fact]
    public async Task A_public_group_is_created_entered_and_talked_in()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var created = await alice.Client.Groups.CreateAsync(
            alice.Account,
            new NewGroup
            {
                IsPublic = true,
                Name = "The Balcony",
                Nick = "Juliet",
            }
        );
        var room = created.Room.Jid;
        Assert.Equal(
            (GroupState.Joined, "Juliet", "The Balcony", false),
            (created.State, created.Room.Nick, created.Room.Name, created.IsPrivate)
        );

        var joined = await bob.Client.Groups.JoinAsync(bob.Account, room, "Romeo");
        Assert.Equal((GroupState.Joined, "Romeo", "The Balcony"), (joined.State, joined.Room.Nick, joined.Room.Name));
        var sent = await alice.DeliverAsync(room, "Wherefore art thou?", EncryptionChoice.None);
        var heard = await bob.WaitForMessageAsync("Wherefore art thou?");

        Assert.Equal(sent.Id, heard.Id);
        Assert.Equal((MessageDirection.Incoming, "Juliet", room), (heard.Direction, heard.SenderName, heard.Conversation.Peer));
        Assert.NotNull(heard.OccupantId);
        await bob.DeliverAsync(room, "Here.", EncryptionChoice.None);
        await alice.WaitForMessageAsync("Here.");
        foreach (var app in new[] { alice, bob })
        {
            Assert.Equal(["Wherefore art thou?", "Here."], await app.HistoryAsync(room));
        }

        Assert.Equal(
            [("Juliet", GroupAffiliation.Owner, true), ("Romeo", GroupAffiliation.None, false)],
            (await alice.Client.Groups.MembersAsync(alice.Account, room)).Select(member => (member.Nick, member.Affiliation, member.IsSelf))
        );
    }

    [Fact]
    public async Task What_was_said_while_away_is_caught_up_once_and_in_order()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await TogetherAsync(alice, bob);
        await alice.DeliverAsync(room, "first", EncryptionChoice.None);
        await bob.WaitForMessageAsync("first");
        await bob.DisconnectAsync();
        var bodies = Enumerable.Range(0, 120).Select(number => $"while you were away {number}").ToList();
        foreach (var body in bodies)
        {
            await alice.SendAsync(room, body, EncryptionChoice.None);
        }

        await alice.DeliverAsync(room, "last", EncryptionChoice.None);

        // What is queued while away goes out once we are back and have read what was said.
        var queued = await bob.SendAsync(room, "I was away", EncryptionChoice.None);
        await bob.ConnectAsync();
        await queued.Acked.WaitAsync(TimeSpan.FromSeconds(20));
        await alice.DeliverAsync(room, "live again", EncryptionChoice.None);
        await bob.WaitForMessageAsync("live again");

        Assert.Equal(["first", .. bodies, "last", "live again"], bob.Received(room));
        Assert.Equal(["first", .. bodies, "last", "I was away", "live again"], await bob.HistoryAsync(room));
        Assert.Equal(MessageSource.Archive, (await bob.WaitForMessageAsync("last")).Source);
        Assert.Equal(["I was away"], alice.Received(room));
    }

    [Fact]
    public async Task Another_device_enters_by_the_bookmarks_and_reads_the_archive()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await TogetherAsync(alice, bob);
        await alice.DeliverAsync(room, "before the second device", EncryptionChoice.None);
        await using var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, alice.Account.Local!, register: false);

        await desk.WaitForAsync<GroupChanged>(changed => changed.Group is { State: GroupState.Joined } group && group.Room.Jid == room);
        await TestApp.UntilAsync(async () => (await desk.HistoryAsync(room)).Count == 1, "The second device did not read the archive.");
        var old = Assert.Single((await desk.Client.Conversations.HistoryAsync(desk.With(room), 10)).Messages);
        Assert.Equal((MessageDirection.Outgoing, MessageSource.Archive, DeliveryState.Acked), (old.Direction, old.Source, old.State));
        await bob.DeliverAsync(room, "to both of yours", EncryptionChoice.None);
        await desk.WaitForMessageAsync("to both of yours");
        await alice.WaitForMessageAsync("to both of yours");
        await alice.DeliverAsync(room, "from the phone", EncryptionChoice.None);
        Assert.Equal(MessageDirection.Outgoing, (await desk.WaitForMessageAsync("from the phone")).Direction);

        // What one device leaves all leave.
        await alice.Client.Groups.LeaveAsync(alice.Account, room);
        await desk.WaitForAsync<GroupChanged>(changed => changed.Group is { State: GroupState.Left, Room.IsAutoJoined: false });
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => desk.SendAsync(room, "still here?", EncryptionChoice.None));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    [Fact]
    public async Task Who_leaves_and_enters_again_at_once_stays_and_follows_another_device_all_the_same()
    {
        await using var alice = await NewAppAsync("alice");
        await using var phone = await NewAppAsync("bob");
        var room = await TogetherAsync(alice, phone);
        await using var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, phone.Account.Local!, register: false);
        await TestApp.UntilAsync(() => IsAsync(desk, GroupState.Joined), "The second device did not enter.");

        for (var round = 0; round < 10; round++)
        {
            await phone.Client.Groups.LeaveAsync(phone.Account, room);
            await phone.Client.Groups.JoinAsync(phone.Account, room);
            Assert.Equal(GroupState.Joined, (await GroupAsync(phone)).State);
        }

        // The server says things in their order: with the name of later, all of before has come back.
        await phone.Client.Groups.SetNickAsync(phone.Account, room, "Later");
        await alice.DeliverAsync(room, "all here?", EncryptionChoice.None);
        await phone.WaitForMessageAsync("all here?");
        Assert.Equal(GroupState.Joined, (await GroupAsync(phone)).State);
        await TestApp.UntilAsync(() => IsAsync(desk, GroupState.Joined), "The second device did not come along.");

        await desk.Client.Groups.LeaveAsync(desk.Account, room);
        await TestApp.UntilAsync(() => IsAsync(phone, GroupState.Left), "The first device did not leave along.");

        async Task<bool> IsAsync(TestApp app, GroupState state) =>
            (await app.Client.Groups.ListAsync(app.Account)) is [{ } only] && only.State == state;
    }

    [Fact]
    public async Task A_room_that_is_not_there_is_not_created_by_joining_it()
    {
        await using var alice = await NewAppAsync("alice");
        var nowhere = Jid.Parse($"nobody-{Guid.NewGuid():N}@muc.{server.Domain}");

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Groups.JoinAsync(alice.Account, nowhere));
        Assert.Equal((ErrorKind.Protocol, "not-found"), (refused.Kind, refused.Condition));
        Assert.Empty(await alice.Client.Groups.ListAsync(alice.Account));
        Assert.Equal(
            "not-found",
            (await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Groups.JoinAsync(alice.Account, nowhere))).Condition
        );
    }

    [Fact]
    public async Task The_address_of_a_person_is_not_entered_as_a_room()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => alice.Client.Groups.JoinAsync(alice.Account, bob.Account));
        await bob.DeliverAsync(alice, "I am no room");

        Assert.Equal("not-found", refused.Condition);
        await alice.WaitForMessageAsync("I am no room");
    }

    [Fact]
    public async Task In_a_private_group_all_members_read_what_nobody_else_can()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        var room = await PrivateAsync(alice, bob, carol);

        var sent = await alice.DeliverAsync(room, "for us three");
        foreach (var app in new[] { bob, carol })
        {
            var heard = await app.WaitForMessageAsync("for us three");
            Assert.Equal((sent.Id, EncryptionKind.Omemo2, alice.Account), (heard.Id, heard.Encryption, heard.From));
            Assert.Equal((await alice.Client.Trust.DevicesAsync(alice.Account))[0].Fingerprint, heard.SenderKey);
        }

        // Neither knows the other: the group made them meet.
        await carol.DeliverAsync(room, "from the third");
        await alice.WaitForMessageAsync("from the third");
        Assert.Equal(carol.Account, (await bob.WaitForMessageAsync("from the third")).From);
        Assert.All(
            (await bob.Client.Conversations.HistoryAsync(bob.With(room))).Messages,
            message => Assert.Equal(EncryptionKind.Omemo2, message.Encryption)
        );
        var members = await bob.Client.Groups.MembersAsync(bob.Account, room);
        Assert.Equal([GroupMemberKeys.Unknown, GroupMemberKeys.Usable, GroupMemberKeys.Usable], members.Select(member => member.Keys));
        Assert.Equal([bob.Account, alice.Account, carol.Account], members.Select(member => member.Address!.Value));
    }

    [Fact]
    public async Task A_member_without_keys_stops_the_message_and_is_named_until_left_out()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var keyless = Jid.Parse(server.Jid($"keyless-{Guid.NewGuid():N}"));
        await server.RegisterUserAsync(keyless.Local!, ProsodyServer.Password);
        var room = await PrivateAsync(alice, bob);
        await alice.Client.Groups.InviteAsync(alice.Account, room, keyless);

        var refused = await Assert.ThrowsAsync<MissingKeysException>(() => alice.SendAsync(room, "nobody reads this"));
        Assert.Equal([keyless], refused.Members);
        Assert.DoesNotContain(keyless.Local!, refused.ToString(), StringComparison.Ordinal);
        var member = (await alice.Client.Groups.MembersAsync(alice.Account, room)).Single(member => member.Address == keyless);
        Assert.Equal((GroupMemberKeys.None, false, GroupAffiliation.Member), (member.Keys, member.IsLeftOut, member.Affiliation));

        await alice.Client.Groups.LeaveOutAsync(alice.Account, room, keyless);
        await alice.DeliverAsync(room, "the others read this");
        await bob.WaitForMessageAsync("the others read this");
        Assert.True((await alice.Client.Groups.MembersAsync(alice.Account, room)).Single(member => member.Address == keyless).IsLeftOut);
        await alice.Client.Groups.LeaveOutAsync(alice.Account, room, keyless, isLeftOut: false);
        await Assert.ThrowsAsync<MissingKeysException>(() => alice.SendAsync(room, "nobody reads this either"));
        Assert.Equal(["the others read this"], bob.Received(room));
    }

    [Fact]
    public async Task In_an_open_group_nothing_is_encrypted_and_nothing_sent_in_the_clear_unasked()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await TogetherAsync(alice, bob);

        foreach (var choice in new[] { EncryptionChoice.Auto, EncryptionChoice.Omemo, EncryptionChoice.Omemo2 })
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(() => alice.SendAsync(room, "secret", choice));
            Assert.Equal((ErrorKind.CannotEncrypt, "not-private"), (refused.Kind, refused.Condition));
        }

        await alice.DeliverAsync(room, "plain, and I know it", EncryptionChoice.None);
        await bob.WaitForMessageAsync("plain, and I know it");
        Assert.Equal(["plain, and I know it"], await bob.HistoryAsync(room));
    }

    [Fact]
    public async Task Who_joins_the_members_while_a_message_waits_can_read_it_and_who_was_removed_cannot()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        await using var dave = await NewAppAsync("dave");
        var room = await PrivateAsync(alice, bob, carol);
        await carol.DeliverAsync(room, "before");
        await alice.WaitForMessageAsync("before");
        await carol.DisconnectAsync();
        var queued = await carol.SendAsync(room, "queued");

        await alice.Client.Groups.SetAffiliationAsync(alice.Account, room, bob.Account, GroupAffiliation.Outcast);
        await bob.WaitForAsync<GroupChanged>(changed => changed.Group is { State: GroupState.Refused, Reason: "banned" });
        await JoinAsync(alice, dave, room);
        await carol.ConnectAsync();

        await queued.Acked.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(EncryptionKind.Omemo2, (await dave.WaitForMessageAsync("queued")).Encryption);
        await alice.WaitForMessageAsync("queued");
        Assert.Equal(["before"], bob.Received(room));
    }

    [Fact]
    public async Task Edits_answers_reactions_and_retractions_reach_the_members_encrypted()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await PrivateAsync(alice, bob);
        var sent = await alice.DeliverAsync(room, "helo");
        await bob.WaitForMessageAsync("helo");

        await bob.Client.Conversations.SendAsync(bob.With(room), new OutgoingMessage("hi") { ReplyTo = sent.Id });
        Assert.Equal(sent.Id, (await alice.WaitForMessageAsync("hi")).ReplyTo);
        await bob.Client.Conversations.ReactAsync(new(bob.With(room), MessageDirection.Incoming, sent.Id), ["👍"]);
        await alice.WaitForAsync<MessageChanged>(changed => changed.Message.Id == sent.Id && changed.Message.Reactions.Count == 1);
        await alice.Client.Conversations.EditAsync(alice.With(room), sent.Id, "hello");
        var edited = await bob.WaitForAsync<MessageChanged>(changed => changed.Message.Id == sent.Id && changed.Message.Body == "hello");
        Assert.Equal(EncryptionKind.Omemo2, edited.Message.Encryption);
        await alice.Client.Conversations.RetractAsync(alice.With(room), sent.Id);
        await bob.WaitForAsync<MessageChanged>(changed => changed.Message.Id == sent.Id && changed.Message.RetractedAt is not null);
        Assert.Equal(["(", "hi"], (await bob.HistoryAsync(room)).Select(body => body.StartsWith('(') ? "(" : body));
    }

    [Fact]
    public async Task A_moderator_sets_the_subject_takes_messages_back_kicks_and_bans()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await PrivateAsync(alice, bob);
        await alice.Client.Groups.SetSubjectAsync(alice.Account, room, "Rules");
        await bob.WaitForAsync<GroupChanged>(changed => changed.Group.Room.Subject == "Rules");
        await alice.Client.Groups.RenameAsync(alice.Account, room, "Renamed");
        await bob.WaitForAsync<GroupChanged>(changed => changed.Group.Room.Name == "Renamed");

        var spam = await bob.DeliverAsync(room, "spam");
        await alice.WaitForMessageAsync("spam");
        var forbidden = await Assert.ThrowsAsync<StanzaErrorException>(() => bob.Client.Groups.ModerateAsync(bob.Account, room, spam.Id));
        Assert.Equal("forbidden", forbidden.Condition);
        await alice.Client.Groups.ModerateAsync(alice.Account, room, spam.Id, "spam");
        foreach (var app in new[] { alice, bob })
        {
            await app.WaitForAsync<MessageChanged>(changed => changed.Message.Id == spam.Id && changed.Message.RetractedAt is not null);
        }

        var nick = (await bob.Client.Groups.ListAsync(bob.Account)).Single().Room.Nick!;
        await alice.Client.Groups.SetRoleAsync(alice.Account, room, nick, GroupRole.None, "enough");
        await bob.WaitForAsync<GroupChanged>(changed => changed.Group is { State: GroupState.Refused, Reason: "kicked" });
        var left = await alice.WaitForAsync<GroupMemberChanged>(changed =>
            changed.Member.Nick == nick && changed.Member.Role == GroupRole.None
        );
        Assert.Equal("kicked", left.Reason);
        await bob.Client.Groups.JoinAsync(bob.Account, room);
        await alice.Client.Groups.SetAffiliationAsync(alice.Account, room, bob.Account, GroupAffiliation.Outcast);
        await bob.WaitForAsync<GroupChanged>(changed => changed.Group is { State: GroupState.Refused, Reason: "banned" });
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => bob.Client.Groups.JoinAsync(bob.Account, room));
        // Of a private group Prosody tells the banned no more than other strangers.
        Assert.Contains(refused.Condition, (string?[])["banned", "members-only"]);
    }

    [Fact]
    public async Task What_was_queued_before_the_app_ended_goes_out_at_the_next_start()
    {
        await using var alice = await NewAppAsync("alice");
        string profile;
        Jid room;
        await using (var bob = await NewAppAsync("bob"))
        {
            profile = bob.Profile;
            room = await PrivateAsync(alice, bob);
            await alice.DeliverAsync(room, "before");
            await bob.WaitForMessageAsync("before");
            await bob.DisconnectAsync();
            await bob.SendAsync(room, "queued");
        }

        await using var later = await TestApp.StartAsync(profile);
        var known = Assert.Single(await later.Client.Groups.ListAsync(later.Account));
        Assert.Equal((room, true), (known.Room.Jid, known.IsPrivate));
        await later.SendAsync(room, "queued, too");
        await later.ConnectAsync();
        Assert.Equal(EncryptionKind.Omemo2, (await alice.WaitForMessageAsync("queued, too")).Encryption);
        Assert.Equal(["queued", "queued, too"], alice.Received(room));
    }

    [Fact]
    public async Task An_invitation_that_came_while_away_is_told_and_never_followed_unasked()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await bob.DisconnectAsync();
        var group = await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup { Members = [bob.Account] });
        await bob.ConnectAsync();

        var invited = await bob.WaitForAsync<GroupInvited>();
        Assert.Equal((group.Room.Jid, alice.Account), (invited.Invitation.Room, invited.Invitation.Inviter));
        Assert.Equal(group.Room.Jid, Assert.Single(await bob.Client.Groups.InvitationsAsync(bob.Account)).Room);
        Assert.Empty(await bob.Client.Groups.ListAsync(bob.Account));
        Assert.Empty(await bob.HistoryAsync(group.Room.Jid));
        await bob.Client.Groups.DeclineAsync(bob.Account, group.Room.Jid, "no, thanks");
        Assert.Empty(await bob.Client.Groups.InvitationsAsync(bob.Account));
    }

    [Fact]
    public async Task Clients_of_either_namespace_that_share_no_code_with_us_read_in_a_private_group()
    {
        await using var alice = await NewAppAsync("alice");
        var room = (await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup())).Room.Jid;
        await using var old = await NewPeerAsync(EncryptionKind.Omemo);
        await using var modern = await NewPeerAsync(EncryptionKind.Omemo2);
        foreach (var (peer, nick) in new[] { (old, "old"), (modern, "modern") })
        {
            await alice.Client.Groups.InviteAsync(alice.Account, room, Jid.Parse(peer.Jid));
            await peer.JoinAsync(room.ToString(), nick);
        }

        await alice.DeliverAsync(room, "to both kinds");
        Assert.Equal(room.WithResource(alice.Account.Local!).ToString(), (string?)(await old.WaitForMessageAsync("to both kinds"))["from"]);
        await modern.WaitForMessageAsync("to both kinds");
    }

    private async Task<OmemoPeer> NewPeerAsync(EncryptionKind only)
    {
        var name = $"peer-{Guid.NewGuid():N}";
        await server.RegisterUserAsync(name, ProsodyServer.Password);
        return await OmemoPeer.StartAsync(server, name, echo: false, only: only);
    }

    private Task<TestApp> NewAppAsync(string user) => GroupScenes.NewAppAsync(server, user);
}
