// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Invitations to groups: kept until they are answered, and no more than a person can look through.</summary>
public sealed class GroupInvitationTests(ProsodyServer server)
{
    [Fact]
    public async Task An_invitation_survives_a_restart_and_is_accepted_with_the_password_that_came_with_it()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var bob = await NewAppAsync(server, "bob");
        await TestApp.BefriendAsync(alice, bob);
        var secret = new NewGroup { IsPublic = true, Password = "sesame" };
        var room = (await alice.Client.Groups.CreateAsync(alice.Account, secret)).Room.Jid;
        await using (bob)
        {
            await alice.Client.Groups.InviteAsync(alice.Account, room, bob.Account, "Come");
            await bob.WaitForAsync<GroupInvited>();
        }

        var later = await TestApp.StartAsync(bob.Profile);
        var kept = Assert.Single(await later.Client.Groups.InvitationsAsync(later.Account));
        Assert.Equal(
            (room, alice.Account, false, true, "Come"),
            (kept.Room, kept.Inviter, kept.IsMediated, kept.IsFromContact, kept.Reason)
        );
        Assert.InRange(kept.ReceivedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        await later.ConnectAsync();
        Assert.Empty(later.Events.OfType<GroupInvited>());
        Assert.Equal(GroupState.Joined, (await later.Client.Groups.JoinAsync(later.Account, room)).State);
        Assert.Empty(await later.Client.Groups.InvitationsAsync(later.Account));
        await later.DisposeAsync();

        await using var last = await TestApp.StartAsync(bob.Profile);
        Assert.Empty(await last.Client.Groups.InvitationsAsync(last.Account));
    }

    [Fact]
    public async Task A_declined_invitation_is_gone_also_after_a_restart_and_the_next_one_is_told_again()
    {
        await using var alice = await NewAppAsync(server, "alice");
        var bob = await NewAppAsync(server, "bob");
        var room = await TogetherAsync(alice);
        await using (bob)
        {
            await alice.Client.Groups.InviteAsync(alice.Account, room, bob.Account);
            await bob.WaitForAsync<GroupInvited>();
            await alice.Client.Groups.InviteAsync(alice.Account, room, bob.Account, "twice");
            await alice.DeliverAsync(bob.Account, "after both", EncryptionChoice.None);
            await bob.WaitForMessageAsync("after both");
            Assert.Null(Assert.Single(await bob.Client.Groups.InvitationsAsync(bob.Account)).Reason);
            await bob.Client.Groups.DeclineAsync(bob.Account, room, "no, thanks");
        }

        await using var later = await TestApp.StartAsync(bob.Profile);
        await later.ConnectAsync();
        Assert.Empty(await later.Client.Groups.InvitationsAsync(later.Account));
        await alice.Client.Groups.InviteAsync(alice.Account, room, later.Account, "please");
        Assert.Equal("please", (await later.WaitForAsync<GroupInvited>()).Invitation.Reason);
    }

    [Fact]
    public async Task A_flood_of_strangers_invitations_is_bounded_and_keeps_out_no_contact()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        await TestApp.BefriendAsync(alice, bob);
        await using var stranger = await RoomClient.ConnectAsync(server);
        for (var i = 0; i < 40; i++)
        {
            var invitation = new RoomInvitation(Jid.Parse($"trap{i}@muc.{server.Domain}"), stranger.Account, IsMediated: false);
            await stranger.Invitations.InviteDirectlyAsync(invitation, bob.Account);
        }

        var room = await TogetherAsync(alice);
        await alice.Client.Groups.InviteAsync(alice.Account, room, bob.Account);
        await bob.WaitForAsync<GroupInvited>(invited => invited.Invitation.Room == room);
        var waiting = await bob.Client.Groups.InvitationsAsync(bob.Account);
        Assert.Equal(
            (10, 1),
            (waiting.Count(invitation => !invitation.IsFromContact), waiting.Count(invitation => invitation.IsFromContact))
        );
    }

    [Fact]
    public async Task A_forged_invitation_in_a_contact_s_name_is_not_believed()
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        await TestApp.BefriendAsync(alice, bob);
        await using var stranger = await RoomClient.ConnectAsync(server);

        // Who is no room can't invite through one, whatever the message says.
        var forged = new ChatSecure.Network.Stanzas.MessageStanza(bob.Account, "normal");
        var user = new ChatSecure.Network.Xml.XmppElement("x", "http://jabber.org/protocol/muc#user");
        forged.Element.Add(
            user.Add(
                new ChatSecure.Network.Xml.XmppElement("invite", "http://jabber.org/protocol/muc#user")
                {
                    ["from"] = alice.Account.ToString(),
                }
            )
        );
        await stranger.Lab.Client.SendAsync(forged);
        var room = await TogetherAsync(alice);
        await alice.Client.Groups.InviteAsync(alice.Account, room, bob.Account);
        await bob.WaitForAsync<GroupInvited>(invited => invited.Invitation.Room == room);

        Assert.Equal([room], (await bob.Client.Groups.InvitationsAsync(bob.Account)).Select(invitation => invitation.Room));
        var nobody = await Assert.ThrowsAsync<ChatSecureException>(() =>
            bob.Client.Groups.DeclineAsync(bob.Account, stranger.Account.Bare)
        );
        Assert.Equal(ErrorKind.InvalidInput, nobody.Kind);
    }
}
