// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Apps that meet in groups.</summary>
internal static class GroupScenes
{
    public static async Task<TestApp> NewAppAsync(LabServer server, string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"{user}-{Guid.NewGuid():N}");
        return app;
    }

    /// <summary>An open group with all of them.</summary>
    public static async Task<Jid> TogetherAsync(TestApp owner, params TestApp[] others)
    {
        var group = await owner.Client.Groups.CreateAsync(owner.Account, new NewGroup { IsPublic = true });
        foreach (var other in others)
        {
            await other.Client.Groups.JoinAsync(other.Account, group.Room.Jid);
        }

        return group.Room.Jid;
    }

    /// <summary>A private group with all of them.</summary>
    public static async Task<Jid> PrivateAsync(TestApp owner, params TestApp[] others)
    {
        var group = await owner.Client.Groups.CreateAsync(owner.Account, new NewGroup { Name = "Private" });
        Assert.True(group.IsPrivate);
        foreach (var other in others)
        {
            await JoinAsync(owner, other, group.Room.Jid);
        }

        return group.Room.Jid;
    }

    /// <summary>Invites somebody to a private group, who comes.</summary>
    public static async Task JoinAsync(TestApp owner, TestApp other, Jid room)
    {
        await owner.Client.Groups.InviteAsync(owner.Account, room, other.Account, "Come");
        var invited = await other.WaitForAsync<GroupInvited>(invited => invited.Invitation.Room == room);
        Assert.Equal(
            (owner.Account, "Come", false),
            (invited.Invitation.Inviter, invited.Invitation.Reason, invited.Invitation.IsFromContact)
        );
        Assert.True((await other.Client.Groups.JoinAsync(other.Account, room)).IsPrivate);
    }

    /// <summary>The only group of an app.</summary>
    public static async Task<Group> GroupAsync(TestApp app) => Assert.Single(await app.Client.Groups.ListAsync(app.Account));

    public static Task<GroupChanged> StateAsync(TestApp app, GroupState state, string? reason = null) =>
        app.WaitForAsync<GroupChanged>(changed => changed.Group.State == state && changed.Group.Reason == reason);
}
