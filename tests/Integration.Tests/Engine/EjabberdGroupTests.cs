// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

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

    private async Task<TestApp> NewAppAsync(string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"{user}-{Guid.NewGuid():N}");
        return app;
    }
}
