// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using static ChatSecure.Messaging.ConversationNoteKind;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What happens while nobody looks is there when somebody does.</summary>
public sealed class NoteTests(ProsodyServer server)
{
    [Fact]
    public async Task A_device_that_appears_while_the_app_is_off_is_told_once_after_the_restart_and_stays()
    {
        var alice = await GroupScenes.NewAppAsync(server, "alice");
        await using var bob = await GroupScenes.NewAppAsync(server, "bob");
        await TestApp.BefriendAsync(alice, bob);
        await alice.DeliverAsync(bob, "hello");
        await bob.DeliverAsync(alice, "hello yourself");
        await alice.WaitForMessageAsync("hello yourself");
        Assert.Empty(await NotesAsync(alice, bob.Account));
        await alice.DisposeAsync();

        await using var second = await TestApp.StartAsync();
        await second.AddAccountAsync(server, bob.Account.Local!, register: false);
        var device = Assert.Single(await second.Client.Trust.DevicesAsync(second.Account), found => found.IsThisDevice).Device;

        await using (var later = await RestartAsync(alice))
        {
            var note = await UntilToldAsync(later, bob.Account, DeviceAdded, bob.Account);
            Assert.Equal(device, note.Device);
            await later.DeliverAsync(bob, "to both");
            await second.WaitForMessageAsync("to both");
        }

        await using var latest = await RestartAsync(alice);
        var kept = Assert.Single(await NotesAsync(latest, bob.Account));
        Assert.Equal((DeviceAdded, device), (kept.Kind, kept.Device));

        // Whose device it is reads of it, too: from now on it can read along.
        await UntilToldAsync(bob, alice.Account, DeviceAdded, bob.Account);
    }

    [Fact]
    public async Task Who_was_taken_into_a_group_and_out_of_it_while_the_app_was_off_is_told_after_the_restart()
    {
        await using var alice = await GroupScenes.NewAppAsync(server, "alice");
        await using var carol = await GroupScenes.NewAppAsync(server, "carol");
        var bob = await GroupScenes.NewAppAsync(server, "bob");
        var room = await GroupScenes.PrivateAsync(alice, bob);
        await TestApp.UntilAsync(
            async () => (await bob.Client.Groups.MembersAsync(bob.Account, room)).Any(member => member.Address == alice.Account),
            "The group has no members."
        );
        await alice.DeliverAsync(room, "we two");
        await bob.WaitForMessageAsync("we two");
        await bob.DeliverAsync(room, "yes");
        await bob.DisposeAsync();

        await GroupScenes.JoinAsync(alice, carol, room);
        await using (var later = await RestartAsync(bob))
        {
            await UntilToldAsync(later, room, MemberJoined, carol.Account);
        }

        await alice.Client.Groups.SetAffiliationAsync(alice.Account, room, carol.Account, GroupAffiliation.None);
        await UntilToldAsync(carol, room, MemberRemoved, carol.Account);
        await using (var later = await RestartAsync(bob))
        {
            await UntilToldAsync(later, room, MemberRemoved, carol.Account);
            Assert.Equal(
                [(MemberJoined, bob.Account), (MemberJoined, carol.Account), (MemberRemoved, carol.Account)],
                (await NotesAsync(later, room)).Select(note => (note.Kind, note.Who!.Value))
            );
        }
    }

    [Fact]
    public async Task A_members_new_device_is_told_in_the_private_group_by_the_first_message_that_it_can_read()
    {
        await using var alice = await GroupScenes.NewAppAsync(server, "alice");
        await using var bob = await GroupScenes.NewAppAsync(server, "bob");
        var room = await GroupScenes.PrivateAsync(alice, bob);
        await TestApp.UntilAsync(
            async () => (await alice.Client.Groups.MembersAsync(alice.Account, room)).Any(member => member.Address == bob.Account),
            "The group has no members."
        );
        await alice.DeliverAsync(room, "we two");
        await bob.WaitForMessageAsync("we two");
        await bob.DeliverAsync(room, "yes");
        await alice.WaitForMessageAsync("yes");
        Assert.DoesNotContain(await NotesAsync(alice, room), note => note.Kind == DeviceAdded);

        await using var second = await TestApp.StartAsync();
        await second.AddAccountAsync(server, bob.Account.Local!, register: false);
        var device = Assert.Single(await second.Client.Trust.DevicesAsync(second.Account), found => found.IsThisDevice).Device;
        await TestApp.UntilAsync(
            async () => (await second.Client.Groups.ListAsync(second.Account)).Any(group => group is { State: GroupState.Joined }),
            "The group is not known on the new device."
        );
        await TestApp.UntilAsync(
            async () => (await second.Client.Groups.MembersAsync(second.Account, room)).Any(member => member.Address == alice.Account),
            "The group has no members."
        );
        await second.DeliverAsync(room, "from the new one");
        await alice.WaitForMessageAsync("from the new one");

        var note = await UntilToldAsync(alice, room, DeviceAdded, bob.Account);
        Assert.Equal(device, note.Device);
    }

    [Fact]
    public async Task A_member_who_was_removed_while_the_app_was_off_is_told_after_the_restart()
    {
        await using var alice = await GroupScenes.NewAppAsync(server, "alice");
        var bob = await GroupScenes.NewAppAsync(server, "bob");
        var room = await GroupScenes.PrivateAsync(alice, bob);
        await bob.DisposeAsync();

        await alice.Client.Groups.SetAffiliationAsync(alice.Account, room, bob.Account, GroupAffiliation.None);

        await using var later = await RestartAsync(bob);
        await UntilToldAsync(later, room, MemberRemoved, bob.Account);
        await UntilToldAsync(alice, room, MemberRemoved, bob.Account);
    }

    private static async Task<TestApp> RestartAsync(TestApp app)
    {
        var later = await TestApp.StartAsync(app.Profile);
        await later.ConnectAsync();
        return later;
    }

    private static Task<IReadOnlyList<ConversationNote>> NotesAsync(TestApp app, Jid peer) =>
        app.Client.Conversations.NotesAsync(app.With(peer));

    private static async Task<ConversationNote> UntilToldAsync(TestApp app, Jid peer, ConversationNoteKind kind, Jid who)
    {
        ConversationNote? found = null;
        await TestApp.UntilAsync(
            async () => (found = (await NotesAsync(app, peer)).FirstOrDefault(note => note.Kind == kind && note.Who == who)) is not null,
            $"It was not told that {kind}."
        );
        return found!;
    }
}
