// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>A private group on ejabberd.</summary>
public sealed class EjabberdGroupTests(EjabberdServer server) : IClassFixture<EjabberdServer>
{
    [Fact]
    public async Task A_private_group_is_created_entered_talked_in_left_and_caught_up()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var group = await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup { Name = "Crew", Members = [bob.Account] });
        var room = group.Room.Jid;
        Assert.True(group.IsPrivate);
        await bob.WaitForAsync<GroupInvited>(invited => invited.Invitation.Room == room);
        Assert.Equal("Crew", (await bob.Client.Groups.JoinAsync(bob.Account, room)).Room.Name);

        await alice.DeliverAsync(room, "for the crew");
        var heard = await bob.WaitForMessageAsync("for the crew");
        Assert.Equal((EncryptionKind.Omemo2, alice.Account), (heard.Encryption, heard.From));
        await bob.DisconnectAsync();
        await alice.DeliverAsync(room, "while you were away");
        var queued = await bob.SendAsync(room, "written offline");
        await bob.ConnectAsync();
        await queued.Acked.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(["for the crew", "while you were away", "written offline"], await bob.HistoryAsync(room));
        await alice.WaitForMessageAsync("written offline");
        Assert.Equal(["written offline"], alice.Received(room));
        Assert.Equal(
            [GroupMemberKeys.Unknown, GroupMemberKeys.Usable],
            (await bob.Client.Groups.MembersAsync(bob.Account, room)).Select(member => member.Keys)
        );
        await bob.Client.Groups.LeaveAsync(bob.Account, room);
        await alice.WaitForAsync<GroupMemberChanged>(changed =>
            changed.Member is { Role: GroupRole.None, Address: { } left } && left == bob.Account
        );
    }

    [Fact]
    public async Task A_group_has_a_picture_that_its_owner_sets_and_all_see()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        var group = await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup { Members = [bob.Account, carol.Account] });
        var room = group.Room.Jid;
        await bob.Client.Groups.JoinAsync(bob.Account, room);
        byte[] picture = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. "\0\0\0\rIHDR\0\0\0\u0010\0\0\0\u0010\b\u0006\0\0\0"u8];
        await alice.Client.Groups.SetAvatarAsync(alice.Account, room, picture);

        await SeesAsync(bob, room, picture);
        await carol.Client.Groups.JoinAsync(carol.Account, room);
        await SeesAsync(carol, room, picture);
        Assert.Equal(picture, (await alice.Client.Groups.AvatarAsync(alice.Account, room))!.Content);

        await Assert.ThrowsAsync<StanzaErrorException>(() => bob.Client.Groups.SetAvatarAsync(bob.Account, room, picture));
        var noPicture = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.Client.Groups.SetAvatarAsync(alice.Account, room, new byte[] { 1, 2, 3 })
        );
        Assert.Equal(ErrorKind.InvalidInput, noPicture.Kind);
    }

    private static async Task SeesAsync(TestApp app, Jid room, byte[] picture)
    {
        var changed = await app.WaitForAsync<GroupChanged>(changed => changed.Group.Room.AvatarId is not null);
        var avatar = (await app.Client.Groups.AvatarAsync(app.Account, room))!;
        Assert.Equal((changed.Group.Room.AvatarId, "image/png"), (avatar.Id, avatar.MediaType));
        Assert.Equal(picture, avatar.Content);
    }

    private async Task<TestApp> NewAppAsync(string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"{user}-{Guid.NewGuid():N}");
        return app;
    }
}
