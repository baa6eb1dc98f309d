// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Tests.Shell;

public sealed class ShellViewModelTests
{
    [Fact]
    public async Task The_title_counts_what_is_unread_in_all_accounts()
    {
        await using var chat = await Chat.StartAsync();
        await using var shell = await OpenAsync(chat);
        Assert.Equal("ChatSecure", chat.Ui.Read(() => shell.Title));
        await chat.BobSaysAsync("one");
        await chat.Ui.UntilAsync(() => shell.Title == "(1) ChatSecure");
        var second = Jid.Parse("alice@example.net");
        await chat.Alice.Accounts.AddAsync(new(new AccountSettings { Jid = second }, "a password"u8.ToArray(), Register: true));
        await chat.Ui.UntilAsync(() => shell.Accounts.Count == 2);
        await chat.Alice.ReceiveAsync(Say.Incoming("two", state: DeliveryState.Received) with { Conversation = new(second, Chat.BobJid) });
        await chat.Ui.UntilAsync(() => shell.UnreadCount == 2);
        await chat.Alice.Conversations.MarkReadAsync(Say.Conversation, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => shell.UnreadCount == 1);
    }

    [Fact]
    public async Task Without_an_account_there_is_the_way_in_and_then_the_conversations()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Accounts.RemoveAsync(Chat.AliceJid, cancellationToken: TestContext.Current.CancellationToken);
        await using var shell = await OpenAsync(chat);
        Assert.Equal((ShellRoute.Onboarding, null), chat.Ui.Read(() => (shell.Route, shell.Account)));
        chat.Ui.Read(() =>
        {
            shell.Navigate(ShellRoute.Settings);
            return true;
        });
        Assert.Equal(ShellRoute.Onboarding, chat.Ui.Read(() => shell.Route));
        await chat.Alice.Accounts.AddAsync(new(new AccountSettings { Jid = Chat.AliceJid }, "a password of a test"u8.ToArray()));
        await chat.Ui.UntilAsync(() => shell.Route == ShellRoute.Conversations && shell.Account == Chat.AliceJid);
    }

    [Fact]
    public async Task A_locked_profile_shows_nothing_and_opens_with_the_right_passphrase_alone()
    {
        await using var chat = await Chat.StartAsync();
        var box = new PassphraseBox();
        chat.Alice.Key = "open sesame"u8.ToArray();
        chat.Alice.KeySource = _ => ValueTask.FromResult(box.Take() ?? []);
        await using var shell = await OpenAsync(chat);
        await using var screen = new LockViewModel(chat.Context, box);
        screen.Start();
        chat.Ui.Read(() =>
        {
            shell.Open(Say.Conversation);
            return true;
        });
        await chat.Ui.RunAsync(() => screen.LockCommand.ExecuteAsync());
        await chat.Ui.UntilAsync(() =>
            screen.IsLocked && shell is { Route: ShellRoute.Locked, Conversation: null, Accounts.Count: 0, UnreadCount: 0 }
        );
        Assert.False(chat.Ui.Read(() => screen.UnlockCommand.CanExecute(null)));
        chat.Ui.Read(() =>
        {
            shell.Navigate(ShellRoute.Conversations);
            return screen.Passphrase = "open barley";
        });
        await chat.Ui.RunAsync(() => screen.UnlockCommand.ExecuteAsync());
        Assert.Equal(("", true, ShellRoute.Locked), chat.Ui.Read(() => (screen.Passphrase, screen.IsLocked, shell.Route)));
        Assert.Contains("passphrase", chat.Ui.Read(() => screen.Problem), StringComparison.OrdinalIgnoreCase);
        chat.Ui.Read(() => screen.Passphrase = "open sesame");
        await chat.Ui.RunAsync(() => screen.UnlockCommand.ExecuteAsync());
        await chat.Ui.UntilAsync(() => !screen.IsLocked && shell.Route == ShellRoute.Conversations && shell.Accounts.Count == 1);
        Assert.Null(box.Take());
    }

    [Fact]
    public async Task Invitations_are_counted_and_a_failure_to_read_them_ends_nothing()
    {
        await using var chat = await Chat.StartAsync();
        var token = TestContext.Current.CancellationToken;
        await using var shell = await OpenAsync(chat);
        chat.Alice.FailNext(ErrorKind.StorageUnavailable);
        chat.Alice.Raise(new GroupInvited(Chat.AliceJid, new(Jid.Parse("nowhere@rooms.example.org"), Chat.BobJid, IsMediated: false)));
        var group = await chat.Bob.Groups.CreateAsync(Chat.BobJid, new() { Name = "Sailing", Members = [Chat.AliceJid] }, token);
        await chat.Ui.UntilAsync(() => shell.InvitationCount == 1);
        await chat.Alice.Groups.DeclineAsync(Chat.AliceJid, group.Room.Jid, cancellationToken: token);
        await shell.ReloadAsync();
        Assert.Equal((0, null), chat.Ui.Read(() => (shell.InvitationCount, shell.Failure)));
    }

    [Fact]
    public async Task A_connection_that_was_given_up_says_what_to_do_until_it_is_back()
    {
        await using var chat = await Chat.StartAsync();
        await using var shell = await OpenAsync(chat);
        Assert.Equal("alice@example.org: Online, encrypted", chat.Ui.Read(() => shell.Accounts[0].AccessibleText));
        await chat.Network.DropAsync(Chat.AliceJid, ErrorKind.AuthenticationFailed);
        await chat.Ui.UntilAsync(() => shell.Banners is [{ IsWarning: true }]);
        Assert.Equal((shell.Accounts[0].StateText, Chat.AliceJid), (shell.Banners[0].Text, shell.Banners[0].Connection));
        await chat.Alice.Accounts.ConnectAsync(Chat.AliceJid, TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => shell.Banners.Count == 0);
    }

    [Fact]
    public async Task Errors_from_behind_are_few_and_go_when_they_are_put_away()
    {
        await using var chat = await Chat.StartAsync();
        await using var shell = await OpenAsync(chat);
        foreach (var kind in Enum.GetValues<ErrorKind>())
        {
            chat.Alice.Raise(new ErrorOccurred(Chat.AliceJid, kind, "x"));
            chat.Alice.Raise(new ErrorOccurred(Chat.AliceJid, kind, "x"));
        }

        var last = Say.ChatSecure.Text(Branding.TextId.Of(Enum.GetValues<ErrorKind>()[^1]));
        await chat.Ui.UntilAsync(() => shell.Banners.Count == 5 && shell.Banners[^1].Text == last);
        chat.Ui.Read(() =>
        {
            shell.Dismiss(shell.Banners[^1]);
            Assert.Equal(4, shell.Banners.Count);
            return true;
        });
    }

    [Fact]
    public void A_passphrase_is_in_the_box_once()
    {
        var box = new PassphraseBox();
        box.Put("one");
        box.Put("two");
        Assert.Equal("two"u8.ToArray(), box.Take());
        Assert.Null(box.Take());
        box.Put("three");
        box.Clear();
        Assert.Null(box.Take());
    }

    private static async Task<ShellViewModel> OpenAsync(Chat chat)
    {
        var shell = new ShellViewModel(chat.Context);
        shell.Start();
        await chat.Ui.UntilAsync(() => shell.IsLoaded);
        return shell;
    }
}
