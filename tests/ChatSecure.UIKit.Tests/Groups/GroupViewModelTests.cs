// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.UIKit.Tests.Groups;

public sealed class GroupViewModelTests
{
    [Fact]
    public async Task A_group_is_made_of_chosen_contacts_and_needs_a_name()
    {
        await using var chat = await Chat.StartAsync();
        await using var making = new NewGroupViewModel(chat.Context, Chat.AliceJid);
        making.Start();
        await chat.Ui.UntilAsync(() => making.Candidates is [{ Name: "Bob", IsChosen: false }]);
        Assert.Equal("Give the group a name first.", chat.Ui.Read(() => making.CreateCommand.BlockedReason));
        chat.Ui.Read(() =>
        {
            making.Name = "The crew";
            making.Choose(Chat.BobJid);
            Assert.False(making.ChooseByAddress("nobody"));
            making.IsOpen = true;
            Assert.StartsWith("This group can't be encrypted", making.EncryptionText, StringComparison.Ordinal);
            making.IsOpen = false;
            return making.Candidates[0];
        });
        Assert.Equal("Bob chosen.", chat.Ui.Read(() => making.Candidates[0].AccessibleText));
        await chat.Ui.RunAsync(() => making.CreateCommand.ExecuteAsync());
        var room = chat.Ui.Read(() => making.Created);
        Assert.NotNull(room);
        var invitation = Assert.Single(await chat.Bob.Groups.InvitationsAsync(Chat.BobJid, TestContext.Current.CancellationToken));
        Assert.Equal(room, invitation.Room);
        var members = await chat.Alice.Groups.MembersAsync(Chat.AliceJid, room.Value, TestContext.Current.CancellationToken);
        Assert.Equal([GroupAffiliation.Owner, GroupAffiliation.Member], members.Select(member => member.Affiliation));
    }

    [Fact]
    public async Task An_invitation_is_accepted_or_declined_and_a_strangers_is_said_to_be_one()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = new GroupListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.EmptyText == "No groups yet.");
        var first = await BobsGroupAsync(chat, "Sailing");
        var second = await BobsGroupAsync(chat, "Rowing");
        await chat.Ui.UntilAsync(() => list.Invitations.Count == 2);
        Assert.All(chat.Ui.Read(() => list.Invitations.ToList()), row => Assert.Equal(("Bob", null), (row.Inviter, row.WarningText)));
        await chat.Ui.RunAsync(() => list.JoinAsync(first));
        await chat.Ui.RunAsync(() => list.DeclineAsync(second));
        await chat.Ui.UntilAsync(() => list is { Invitations.Count: 0, Rows: [{ Name: "Sailing", CanEncrypt: true }] });
        Assert.Equal("Sailing: private, encrypted", chat.Ui.Read(() => list.Rows[0].AccessibleText));
        chat.Alice.Raise(new GroupInvited(Chat.AliceJid, new(second, Chat.BobJid, IsMediated: true)));
        await chat.Alice.Contacts.RemoveAsync(Chat.AliceJid, Chat.BobJid, TestContext.Current.CancellationToken);
        await chat.Bob.Groups.InviteAsync(
            Chat.BobJid,
            second,
            Chat.AliceJid,
            "Come\u202E!",
            cancellationToken: TestContext.Current.CancellationToken
        );
        await chat.Ui.UntilAsync(() => list.Invitations is [{ WarningText: not null, Reason: "Come!" }]);
        await chat.Ui.RunAsync(() => list.LeaveAsync(first));
        await chat.Ui.UntilAsync(() => list.Rows is [{ State: GroupState.Left }]);
    }

    [Fact]
    public async Task A_member_who_is_a_contact_has_a_picture_and_nobody_else_has()
    {
        await using var chat = await Chat.StartAsync();
        var token = TestContext.Current.CancellationToken;
        var room = await BobsGroupAsync(chat, "Sailing");
        await chat.Alice.Groups.JoinAsync(Chat.AliceJid, room, cancellationToken: token);
        await using var alices = await OpenAsync(chat, Chat.AliceJid, room);
        await chat.Ui.UntilAsync(() => alices.Members is [{ IsSelf: true, Picture: null }, { Name: "Bob", Picture: null }]);
        var said = chat.Ui.Read(() => alices.Members[1].AccessibleText);

        await chat.Bob.Persona.SetAvatarAsync(Chat.BobJid, (byte[])[137, .. "PNG\r\n\u001a\n"u8], token);
        await chat.Ui.UntilAsync(() => alices.Members is [{ Picture: null }, { Picture.Owner: var owner }] && owner == Chat.BobJid);
        Assert.Equal(said, chat.Ui.Read(() => alices.Members[1].AccessibleText));

        await chat.Alice.Contacts.RemoveAsync(Chat.AliceJid, Chat.BobJid, token);
        await chat.Ui.UntilAsync(() => alices.Members is [_, { Picture: null }]);
    }

    [Fact]
    public async Task Owners_may_everything_and_members_little()
    {
        await using var chat = await Chat.StartAsync();
        var room = await BobsGroupAsync(chat, "Sailing");
        await chat.Alice.Groups.JoinAsync(Chat.AliceJid, room, cancellationToken: TestContext.Current.CancellationToken);
        await using var alices = await OpenAsync(chat, Chat.AliceJid, room);
        await chat.Ui.UntilAsync(() => alices.Members is [{ IsSelf: true }, { Name: "Bob", Affiliation: GroupAffiliation.Owner }]);
        Assert.Equal(
            ("Sailing", true, false, false, false, "2 members", "Only members can read what is written here."),
            chat.Ui.Read(() =>
                (
                    alices.Title,
                    alices.CanEncrypt,
                    alices.CanRename,
                    alices.CanSetSubject,
                    alices.CanInvite,
                    alices.MembersText,
                    alices.EncryptionText
                )
            )
        );
        Assert.Empty(chat.Ui.Read(() => alices.Members[1].Actions));
        Assert.Equal("Only owners of the group may do that.", chat.Ui.Read(() => alices.DestroyCommand.BlockedReason));

        // Nothing is asked of the room that the page does not offer.
        Assert.False(await alices.DoAsync(chat.Ui.Read(() => alices.Members[1]), GroupDeed.Kick));
        Assert.False(await alices.RenameAsync("Mine"));
        Assert.StartsWith("You may not do that here.", chat.Ui.Read(() => alices.Problem), StringComparison.Ordinal);

        await chat.Bob.Groups.SetAffiliationAsync(
            Chat.BobJid,
            room,
            Chat.AliceJid,
            GroupAffiliation.Owner,
            cancellationToken: TestContext.Current.CancellationToken
        );
        await chat.Ui.UntilAsync(() => alices.CanRename);
        Assert.True(await alices.RenameAsync("Rowing"));
        Assert.True(await alices.InviteAsync("carol@example.org"));
        Assert.False(await alices.InviteAsync("not an address"));
        await chat.Ui.UntilAsync(() => alices is { Title: "Rowing", Members.Count: 3 });
    }

    [Fact]
    public async Task Whoever_has_no_keys_is_named_and_can_be_left_out()
    {
        await using var chat = await Chat.StartAsync();
        var room = await AlicesGroupAsync(chat);
        chat.Network.RemoveDevices(Chat.BobJid);
        await using var group = await OpenAsync(chat, Chat.AliceJid, room);
        await chat.Ui.UntilAsync(() => group.MembersWithoutKeys is ["Bob"]);
        var bob = chat.Ui.Read(() => group.Members[1]);
        Assert.StartsWith("no usable key", bob.KeysText, StringComparison.Ordinal);
        Assert.Contains("no usable key", bob.AccessibleText, StringComparison.Ordinal);
        Assert.True(Assert.Single(bob.Actions, action => action.Deed == GroupDeed.LeaveOut).IsSevere);
        Assert.True(await group.DoAsync(bob, GroupDeed.LeaveOut));
        await chat.Ui.UntilAsync(() =>
            group is { MembersWithoutKeys: [], Members: [_, { KeysText: "left out: cannot read what is encrypted" }] }
        );
        var receipt = await chat.Alice.Conversations.SendAsync(
            new(Chat.AliceJid, room),
            new("All aboard?"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(EncryptionKind.Omemo2, receipt.Message.Encryption);
        Assert.True(await group.DoAsync(chat.Ui.Read(() => group.Members[1]), GroupDeed.TakeIn));
        await chat.Ui.UntilAsync(() => group.MembersWithoutKeys is ["Bob"]);
    }

    [Fact]
    public async Task Who_is_kicked_banned_or_without_group_is_told_what_to_do()
    {
        await using var chat = await Chat.StartAsync();
        var room = await AlicesGroupAsync(chat);
        var context = new UiContext(chat.Bob, chat.Brand, chat.Ui, chat.Clock);
        await using var bobs = new GroupViewModel(context, Chat.BobJid, room);
        bobs.Start();
        await using var alices = await OpenAsync(chat, Chat.AliceJid, room);
        await chat.Ui.UntilAsync(() => alices.Members.Count == 2 && bobs.Members.Count == 2);
        Assert.True(await alices.DoAsync(chat.Ui.Read(() => alices.Members[1]), GroupDeed.Kick, "Behave"));
        await chat.Ui.UntilAsync(() => bobs is { IsJoined: false, StateText: "You have been removed from this group.", Members.Count: 0 });
        await chat.Ui.RunAsync(() => bobs.JoinCommand.ExecuteAsync());
        await chat.Ui.UntilAsync(() => bobs.IsJoined && alices.Members is [_, { IsPresent: true }]);
        Assert.True(await alices.DoAsync(chat.Ui.Read(() => alices.Members[1]), GroupDeed.Ban));
        await chat.Ui.UntilAsync(() => bobs.StateText == "You have been banned from this group.");
        await chat.Ui.RunAsync(() => bobs.JoinCommand.ExecuteAsync());
        Assert.Equal("You have been banned from this group.", chat.Ui.Read(() => bobs.Problem));
        await chat.Ui.UntilAsync(() =>
            alices.Members is [_, { Affiliation: GroupAffiliation.Outcast, Actions: [{ Deed: GroupDeed.LiftBan }] }]
        );
        await chat.Ui.RunAsync(() => alices.DestroyCommand.ExecuteAsync());
        await chat.Ui.UntilAsync(() => !alices.IsJoined);
    }

    [Fact]
    public async Task A_group_is_found_on_the_server_and_entered_with_its_password()
    {
        await using var chat = await Chat.StartAsync();
        var open = await chat.Bob.Groups.CreateAsync(
            Chat.BobJid,
            new NewGroup
            {
                IsPublic = true,
                Name = "Everybody\u202E",
                Password = "sesame",
            },
            TestContext.Current.CancellationToken
        );
        await using var joining = new JoinGroupViewModel(chat.Context, Chat.AliceJid);
        joining.Start();
        Assert.Null(joining.EmptyText);
        await chat.Ui.RunAsync(() => joining.BrowseCommand.ExecuteAsync());
        chat.Ui.Read(() =>
        {
            Assert.Equal("Everybody", Assert.Single(joining.Found).Name);
            Assert.StartsWith("This is no address", joining.JoinCommand.BlockedReason, StringComparison.Ordinal);
            joining.SearchText = "nothing of the kind";
            Assert.Equal("This server shows no open groups.", joining.EmptyText);
            joining.SearchText = string.Empty;
            joining.Choose(joining.Found[0]);
            Assert.Equal(open.Room.Jid, joining.Address);
            joining.Input = $"xmpp:{open.Room.Jid}?join";
            Assert.Equal(open.Room.Jid, joining.Address);
            return true;
        });
        await chat.Ui.RunAsync(() => joining.JoinCommand.ExecuteAsync());
        Assert.Equal(
            (true, "This group asks for a password. Enter the right one."),
            chat.Ui.Read(() => (joining.NeedsPassword, joining.Problem))
        );
        chat.Ui.Read(() => joining.Password = "sesame");
        await chat.Ui.RunAsync(() => joining.JoinCommand.ExecuteAsync());
        Assert.Equal((open.Room.Jid, "", null), chat.Ui.Read(() => (joining.Joined, joining.Password, joining.Problem)));
    }

    [Fact]
    public async Task What_the_brand_does_not_offer_can_not_be_done()
    {
        using var folder = new TempBrand(
            """{ "schemaVersion": 1, "id": "quiet", "name": "Quiet", "features": { "groups": { "value": false, "level": "hidden" } } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        var room = await BobsGroupAsync(chat, "Sailing");
        await using var list = new GroupListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.IsLoaded);
        await using var making = new NewGroupViewModel(chat.Context, Chat.AliceJid) { Name = "x" };
        await using var joining = new JoinGroupViewModel(chat.Context, Chat.AliceJid) { Input = "room@rooms.example.org" };
        chat.Ui.Read(() =>
        {
            Assert.False(list.IsOffered);
            Assert.Empty(list.Invitations);
            Assert.Equal("Quiet does not offer this.", making.CreateCommand.BlockedReason);
            Assert.Equal("Quiet does not offer this.", joining.JoinCommand.BlockedReason);
            Assert.False(joining.BrowseCommand.CanExecute(null));
            return true;
        });
        Assert.False(await list.JoinAsync(room));
        Assert.Empty(await chat.Alice.Groups.ListAsync(Chat.AliceJid, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_connection_the_reason_says_so()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Network.DropAsync(Chat.AliceJid);
        await using var joining = new JoinGroupViewModel(chat.Context, Chat.AliceJid) { Input = "room@rooms.example.org" };
        Assert.StartsWith("There is no connection.", joining.JoinCommand.BlockedReason, StringComparison.Ordinal);
        Assert.Equal(
            ErrorKind.Disconnected,
            (await Assert.ThrowsAsync<ChatSecureException>(() => chat.Alice.Groups.CreateAsync(Chat.AliceJid, new()))).Kind
        );
    }

    private static async Task<GroupViewModel> OpenAsync(Chat chat, Jid account, Jid room)
    {
        var group = new GroupViewModel(chat.Context, account, room);
        group.Start();
        await chat.Ui.UntilAsync(() => group.IsLoaded);
        return group;
    }

    private static async Task<Jid> BobsGroupAsync(Chat chat, string name) =>
        (await chat.Bob.Groups.CreateAsync(Chat.BobJid, new NewGroup { Name = name, Members = [Chat.AliceJid] })).Room.Jid;

    private static async Task<Jid> AlicesGroupAsync(Chat chat)
    {
        var group = await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new NewGroup { Name = "Crew", Members = [Chat.BobJid] });
        await chat.Bob.Groups.JoinAsync(Chat.BobJid, group.Room.Jid);
        return group.Room.Jid;
    }
}
