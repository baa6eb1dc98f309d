// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Accounts beyond logging in: several at once, other passwords, invitations, moving.</summary>
public sealed class AccountTests(ProsodyServer server)
{
    [Fact]
    public async Task Two_accounts_of_one_profile_write_to_each_other()
    {
        await using var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, Unique("one"));
        var one = app.Account;
        await app.AddAccountAsync(server, Unique("two"));
        var two = app.Account;

        var receipt = await app.Client.Conversations.SendAsync(new(one, two), new("from me to me"));
        await receipt.Acked;
        await app.WaitForAsync<MessageAdded>(added => added.Account == two && added.Message.Body == "from me to me");

        Assert.Equal(2, (await app.Client.Accounts.ListAsync()).Count);
        await app.Client.Accounts.RemoveAsync(one, alsoOnServer: true);
        Assert.Equal(two, Assert.Single(await app.Client.Accounts.ListAsync()).Jid);
        Assert.Equal("from me to me", Assert.Single((await app.Client.Conversations.HistoryAsync(new(two, one))).Messages).Body);
    }

    [Fact]
    public async Task A_new_password_holds_and_the_old_one_does_not()
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, Unique("alice"), password: "old password");
        await app.Client.Accounts.ChangePasswordAsync(app.Account, "new password"u8.ToArray());
        await app.DisposeAsync();

        await using var again = await TestApp.StartAsync(app.Profile);
        await again.ConnectAsync();
        await using var other = await TestApp.StartAsync();
        var user = again.Account.Local!;
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            other.AddAccountAsync(server, user, register: false, password: "old password")
        );
        Assert.Equal(ErrorKind.AuthenticationFailed, refused.Kind);
        await other.AddAccountAsync(server, user, register: false, password: "new password");
    }

    [Fact]
    public async Task A_password_whose_change_was_never_answered_is_tried_too()
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, Unique("alice"), password: "old password");
        await app.Client.Accounts.ChangePasswordAsync(app.Account, "new password"u8.ToArray());
        await app.DisposeAsync();
        // As if the process had died between the server's change and its answer.
        await using (var store = await TestApp.StoreIn(app.Profile).OpenAsync(TestContext.Current.CancellationToken))
        {
            await store.Vault.SetAsync(app.Account, "password.next", "new password"u8.ToArray(), TestContext.Current.CancellationToken);
            await store.Vault.SetAsync(app.Account, "password", "old password"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await using var again = await TestApp.StartAsync(app.Profile);
        await again.ConnectAsync();
        await again.DisconnectAsync();
        await again.ConnectAsync();
    }

    [Fact]
    public async Task A_password_that_never_reached_the_server_costs_nobody_the_one_that_holds()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, Unique("alice"), password: "old password");
        await app.DisposeAsync();
        // As if the connection had gone before the server read of the change, and with it the token for quick logins.
        await using (var store = await TestApp.StoreIn(app.Profile).OpenAsync(cancellation))
        {
            await store.Vault.SetAsync(app.Account, "password.next", "new password"u8.ToArray(), cancellation);
            await store.Connections.SetAsync(app.Account, ConnectionRecord.FastToken, null, cancellation);
        }

        var again = await TestApp.StartAsync(app.Profile);
        await again.ConnectAsync();
        await again.DisposeAsync();

        // A refusal for another reason, later on, has no other password to fall back on.
        await using var settled = await TestApp.StoreIn(app.Profile).OpenAsync(cancellation);
        Assert.Equal("old password"u8.ToArray(), await settled.Vault.GetAsync(app.Account, "password", cancellation));
        Assert.Null(await settled.Vault.GetAsync(app.Account, "password.next", cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with\u0007bell")]
    public async Task A_password_that_is_none_is_refused_here(string password)
    {
        await using var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, Unique("alice"));

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            app.Client.Accounts.ChangePasswordAsync(app.Account, Encoding.UTF8.GetBytes(password))
        );

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    [Fact]
    public async Task Who_has_our_servers_link_becomes_a_contact_or_registers_with_it()
    {
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));

        var invitation = await alice.Client.Accounts.InviteAsync(alice.Account);
        var link = bob.Client.Accounts.ReadLink(invitation.Uri)!;
        Assert.Equal((ChatLinkKind.Contact, alice.Account), (link.Kind, link.Address));
        await bob.Client.Contacts.AcceptInvitationAsync(bob.Account, link);
        await bob.WaitForAsync<ContactChanged>(change =>
            change.Contact.Jid == alice.Account && change.Contact.Subscription is SubscriptionState.To or SubscriptionState.Both
        );

        var second = bob.Client.Accounts.ReadLink((await alice.Client.Accounts.InviteAsync(alice.Account)).Uri)!;
        Assert.True(second.AllowsRegistration);
        await using var carol = await TestApp.StartAsync();
        var settings = TestApp.SettingsFor(server, Unique("carol"));
        await carol.Client.Accounts.AddAsync(
            new(settings, "a good password"u8.ToArray(), Register: true) { InvitationToken = second.Token }
        );
        // The server puts who invited on the roster of who came.
        Assert.Contains(await carol.Client.Contacts.ListAsync(settings.Jid), contact => contact.Jid == alice.Account);
    }

    [Fact]
    public async Task Our_own_link_counts_once_and_after_a_restart_too()
    {
        await using var older = await ProsodyServer.StartAsync(
            new ProsodyOptions { Without = ["invites", "invites_adhoc", "invites_register"] }
        );
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(older, "alice", register: false, password: ProsodyServer.Password);
        var invitation = await first.Client.Accounts.InviteAsync(first.Account, new() { Name = "Alice" });
        Assert.False(invitation.AllowsRegistration);
        await first.DisposeAsync();

        await using var alice = await TestApp.StartAsync(first.Profile);
        await alice.ConnectAsync();
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(older, "bob", register: false, password: ProsodyServer.Password);
        var link = bob.Client.Accounts.ReadLink(invitation.Uri)!;
        Assert.Equal("Alice", link.SuggestedName);
        await bob.Client.Contacts.AcceptInvitationAsync(bob.Account, link);
        await alice.WaitForAsync<ContactChanged>(change =>
            change.Contact.Jid == bob.Account && change.Contact.Subscription == SubscriptionState.Both
        );

        // Whoever else comes with it is a stranger who asks.
        await using var carol = await TestApp.StartAsync();
        await carol.AddAccountAsync(older, "carol", register: false, password: ProsodyServer.Password);
        await carol.Client.Contacts.AcceptInvitationAsync(carol.Account, link);
        await alice.WaitForAsync<ContactChanged>(change => change.Contact.Jid == carol.Account && change.Contact.IsPendingIn);
    }

    [Fact]
    public async Task Contacts_follow_who_moved_and_not_who_only_says_so()
    {
        await using var friend = await TestApp.StartAsync();
        await friend.AddAccountAsync(server, Unique("friend"));
        await using var mover = await TestApp.StartAsync();
        await mover.AddAccountAsync(server, Unique("old"));
        await TestApp.BefriendAsync(mover, friend);
        var old = mover.Account;
        await mover.AddAccountAsync(server, Unique("new"));
        var moved = mover.Account;

        var early = await Assert.ThrowsAsync<ChatSecureException>(() => friend.Client.Contacts.FollowMoveAsync(friend.Account, old, moved));
        Assert.Equal(ErrorKind.InvalidInput, early.Kind);

        Assert.Equal(1, await mover.Client.Accounts.MoveAsync(old, moved));
        var told = await friend.WaitForAsync<ContactMoved>();
        Assert.Equal((old, moved), (told.OldAddress, told.NewAddress));
        var asking = await friend.Client.Contacts.ListAsync(friend.Account);
        Assert.Equal(
            (true, old),
            (asking.Single(contact => contact.Jid == moved).IsPendingIn, asking.Single(contact => contact.Jid == moved).MovedFrom)
        );
        await friend.Client.Contacts.FollowMoveAsync(friend.Account, old, moved);
        await mover.WaitForAsync<ContactChanged>(change =>
            change.Account == moved
            && change.Contact.Jid == friend.Account
            && change.Contact.Subscription is SubscriptionState.To or SubscriptionState.Both
        );
        await friend.WaitForAsync<ContactChanged>(change => change.Contact.Jid == old && change.Removed);

        await using var impostor = await TestApp.StartAsync();
        await impostor.AddAccountAsync(server, Unique("impostor"));
        await Assert.ThrowsAsync<ChatSecureException>(() => friend.Client.Contacts.FollowMoveAsync(friend.Account, old, impostor.Account));
        await Assert.ThrowsAsync<ChatSecureException>(() => mover.Client.Accounts.MoveAsync(old, old));
    }

    private static string Unique(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";
}
