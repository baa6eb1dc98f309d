// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Tests.Contacts;

public sealed class InvitationViewModelTests
{
    [Fact]
    public async Task An_invitation_that_is_made_here_is_taken_there()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await using var invitation = Start(chat);
        Assert.Equal(["1 day", "7 days", "30 days"], invitation.Lifetimes.Select(choice => choice.Text));
        await chat.Ui.RunAsync(() => invitation.MakeCommand.ExecuteAsync());
        var uri = chat.Ui.Read(() => invitation.Uri)!;
        Assert.Contains(uri, chat.Ui.Read(() => invitation.ShareText), StringComparison.Ordinal);
        Assert.StartsWith("Whoever opens it first", chat.Ui.Read(() => invitation.MeaningText), StringComparison.Ordinal);
        Assert.StartsWith("It counts once, until 02/12/2026", chat.Ui.Read(() => invitation.EndsText), StringComparison.Ordinal);
        await using var adding = Adding(chat, uri);
        Assert.Equal(
            (true, "alice@example.org invites you: you will be contacts at once."),
            chat.Ui.Read(() => (adding.IsInvitation, adding.InvitationText))
        );
        await chat.Ui.RunAsync(() => adding.AddCommand.ExecuteAsync());
        var contact = Assert.Single(await chat.Bob.Contacts.ListAsync(Chat.BobJid, TestContext.Current.CancellationToken));
        Assert.Equal(SubscriptionState.Both, contact.Subscription);
        chat.Ui.Read(() =>
        {
            invitation.Clear();
            return true;
        });
        Assert.Equal((null, null), chat.Ui.Read(() => (invitation.Uri, invitation.EndsText)));
    }

    [Fact]
    public async Task One_for_somebody_is_for_nobody_else_and_says_so()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await using var invitation = Start(chat);
        invitation.For = "no address @@";
        Assert.Equal("This is no address, link or code of a contact.", invitation.MakeCommand.BlockedReason);
        invitation.For = "alice@example.org";
        Assert.NotNull(invitation.MakeCommand.BlockedReason);
        invitation.For = "carol@example.org";
        invitation.Days = 1;
        await chat.Ui.RunAsync(() => invitation.MakeCommand.ExecuteAsync());
        Assert.StartsWith("It is for carol@example.org alone", chat.Ui.Read(() => invitation.MeaningText), StringComparison.Ordinal);
        await using var adding = Adding(chat, chat.Ui.Read(() => invitation.Uri)!);
        await chat.Ui.RunAsync(() => adding.AddCommand.ExecuteAsync());
        var contact = Assert.Single(await chat.Bob.Contacts.ListAsync(Chat.BobJid, TestContext.Current.CancellationToken));
        Assert.True(contact is { IsPendingOut: true, Subscription: SubscriptionState.None });
    }

    [Fact]
    public async Task One_that_is_too_old_makes_nobody_a_contact()
    {
        await using var chat = await Chat.StartAsync(bobsName: null);
        await using var invitation = Start(chat);
        invitation.Days = 1;
        await chat.Ui.RunAsync(() => invitation.MakeCommand.ExecuteAsync());
        chat.Clock.Advance(TimeSpan.FromDays(2));
        await using var adding = Adding(chat, chat.Ui.Read(() => invitation.Uri)!);
        await chat.Ui.RunAsync(() => adding.AddCommand.ExecuteAsync());
        var request = Assert.Single(await chat.Alice.Contacts.ListAsync(Chat.AliceJid, TestContext.Current.CancellationToken));
        Assert.True(request is { IsPendingIn: true, Subscription: SubscriptionState.None });
    }

    [Fact]
    public async Task One_for_who_has_no_account_says_that_they_can_make_one_and_a_server_that_makes_none_is_told()
    {
        await using var chat = await Chat.StartAsync();
        await using var invitation = Start(chat);
        (invitation.IsForNewcomers, invitation.For) = (true, "what was typed before does not count");
        await chat.Ui.RunAsync(() => invitation.MakeCommand.ExecuteAsync());
        Assert.Contains("can make one on example.org", chat.Ui.Read(() => invitation.MeaningText), StringComparison.Ordinal);
        Assert.True(
            chat.Bob.Accounts.ReadLink(chat.Ui.Read(() => invitation.Uri)!) is { Kind: ChatLinkKind.Contact, AllowsRegistration: true }
        );
        invitation.Clear();
        chat.Alice.FailNext(ErrorKind.NotSupported);
        await chat.Ui.RunAsync(() => invitation.MakeCommand.ExecuteAsync());
        Assert.Equal((null, "The other side does not offer this."), chat.Ui.Read(() => (invitation.Uri, invitation.Problem)));
        await chat.Alice.Accounts.DisconnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => invitation.MakeCommand.BlockedReason is not null);
    }

    [Fact]
    public async Task The_address_of_a_group_is_no_contact()
    {
        await using var chat = await Chat.StartAsync();
        await using var adding = Adding(chat, "xmpp:crew@rooms.example.org?join");
        Assert.Equal("This is the address of a group. Enter it under Groups.", adding.AddCommand.BlockedReason);
    }

    [Fact]
    public void A_link_is_taken_once()
    {
        var box = new LinkBox();
        Assert.Null(box.Take());
        box.Put("xmpp:old@example.org");
        box.Put("xmpp:alice@example.org");
        Assert.Equal("xmpp:alice@example.org", box.Take());
        Assert.Null(box.Take());
    }

    private static InvitationViewModel Start(Chat chat)
    {
        var invitation = new InvitationViewModel(chat.Context, Chat.AliceJid);
        invitation.Start();
        return invitation;
    }

    private static AddContactViewModel Adding(Chat chat, string input)
    {
        var adding = new AddContactViewModel(new(chat.Bob, chat.Brand, chat.Ui, chat.Clock), Chat.BobJid) { Input = input };
        adding.Start();
        return adding;
    }
}
