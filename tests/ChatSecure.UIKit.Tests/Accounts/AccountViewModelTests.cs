// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Tests.Accounts;

public sealed class AccountViewModelTests
{
    private static readonly Jid _second = Jid.Parse("alice@example.net");

    [Fact]
    public async Task Accounts_are_listed_disconnected_connected_and_removed()
    {
        await using var chat = await Chat.StartAsync();
        await using var list = new AccountListViewModel(chat.Context);
        list.Start();
        await chat.Ui.UntilAsync(() => list.Rows is [{ State: ConnectionState.Online }]);
        Assert.Null(chat.Ui.Read(() => list.WhyNoMore));
        Assert.True(await list.DisconnectAsync(Chat.AliceJid));
        await chat.Ui.UntilAsync(() => list.Rows is [{ State: ConnectionState.Offline }]);
        chat.Network.IsReachable = false;
        Assert.True(await list.ConnectAsync(Chat.AliceJid));
        await chat.Ui.UntilAsync(() => list.Rows is [{ State: ConnectionState.Connecting }]);
        Assert.StartsWith("The server can't be found", chat.Ui.Read(() => list.Rows[0].StateText), StringComparison.Ordinal);
        chat.Network.IsReachable = true;
        await chat.Ui.UntilAsync(() => list.Rows is [{ State: ConnectionState.Online }]);
        chat.Network.IsReachable = false;

        // Nothing is removed here if the server does not do its part.
        Assert.False(await list.RemoveAsync(Chat.AliceJid, alsoOnServer: true));
        Assert.Single(await chat.Alice.Accounts.ListAsync(TestContext.Current.CancellationToken));
        Assert.True(await list.RemoveAsync(Chat.AliceJid));
        await chat.Ui.UntilAsync(() => list.EmptyText == "No account yet.");
    }

    [Fact]
    public async Task Signing_in_says_what_is_missing_and_forgets_the_password()
    {
        await using var chat = await Chat.StartAsync();
        await using var signIn = new SignInViewModel(chat.Context);
        signIn.Start();
        Assert.Equal("This is no address. It looks like name@server.", signIn.SignInCommand.BlockedReason);
        chat.Ui.Read(() =>
        {
            signIn.Address = _second.ToString();
            Assert.Contains("at least 1 character", signIn.SignInCommand.BlockedReason, StringComparison.Ordinal);
            signIn.IsNew = true;
            signIn.Password = "short";
            Assert.Contains("at least 8 characters", signIn.SignInCommand.BlockedReason, StringComparison.Ordinal);
            signIn.Password = "long enough";
            foreach (var server in new[] { "bad host", "host:0", "host:70000", "host:x" })
            {
                signIn.Server = server;
                Assert.StartsWith("This is no server.", signIn.SignInCommand.BlockedReason, StringComparison.Ordinal);
            }

            return signIn.Server = "xmpp.example.net:5333";
        });
        await chat.Ui.RunAsync(() => signIn.SignInCommand.ExecuteAsync());
        Assert.Equal((_second, ""), chat.Ui.Read(() => (signIn.Added, signIn.Password)));
        var stored = (await chat.Alice.Accounts.ListAsync(TestContext.Current.CancellationToken)).Single(known => known.Jid == _second);
        Assert.Equal(new ServerAddress("xmpp.example.net", 5333), stored.Server);

        chat.Ui.Read(() =>
        {
            signIn.IsNew = false;
            return signIn.Password = "wrong one";
        });
        await chat.Ui.RunAsync(() => signIn.SignInCommand.ExecuteAsync());
        Assert.Contains("did not accept", chat.Ui.Read(() => signIn.Problem), StringComparison.Ordinal);
        Assert.Equal("wrong one", chat.Ui.Read(() => signIn.Password));
    }

    [Fact]
    public async Task A_form_of_the_server_is_filled_in_by_a_person()
    {
        var form = new FormViewModel(
            new(
                "Are you human?\u202E",
                "Type what you see",
                [
                    new("ocr", RegistrationFieldKind.Text) { Label = "Letters", IsRequired = true },
                    new("note", RegistrationFieldKind.Note) { Label = "No robots", IsRequired = true },
                    new("mail", RegistrationFieldKind.Text) { Label = "Mail" },
                    new("news", RegistrationFieldKind.YesNo) { Label = "News", Value = "0" },
                ]
            ),
            Say.ChatSecure
        );
        Assert.Equal(("Are you human?", "Fill in “Letters” first."), (form.Title, form.BlockedReason));
        form.Submit();
        Assert.False(form.Answered.IsCompleted);
        form.Fields[0].Answer = "7fk";
        form.Submit();
        var answers = await form.Answered;
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ocr"] = "7fk",
                ["mail"] = "",
                ["news"] = "0",
            },
            answers
        );
        Assert.Equal([("1", "On"), ("0", "Off")], form.Fields[3].Choices.Select(choice => (choice.Value, choice.Text)));
        var other = new FormViewModel(new(null, "", []), Say.ChatSecure);
        other.GiveUp();
        Assert.Null(await other.Answered);
    }

    [Fact]
    public async Task What_the_brand_does_not_offer_can_not_be_done()
    {
        using var folder = new TempBrand(
            """
            { "schemaVersion": 1, "id": "quiet", "name": "Quiet", "onboarding": { "steps": ["welcome", "signIn", "done"] }, "features": { "multipleAccounts": { "value": false, "level": "locked" }, "registration": false, "proxy": false, "invitations": false, "backup": false, "diagnostics": false } }
            """
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        await using var list = new AccountListViewModel(chat.Context);
        list.Start();
        await chat.Ui.UntilAsync(() => list.WhyNoMore == "Quiet does not offer this.");
        await using var signIn = new SignInViewModel(chat.Context) { Address = _second.ToString(), Password = "long enough" };
        signIn.Start();
        await chat.Ui.UntilAsync(() => signIn.SignInCommand.BlockedReason == "Quiet does not offer this.");
        chat.Ui.Read(() =>
        {
            // The account that is there can be mended, but neither registered nor sent through a proxy.
            signIn.Address = Chat.AliceJid.ToString();
            Assert.Null(signIn.SignInCommand.BlockedReason);
            signIn.Proxy = "socks5://127.0.0.1:9050";
            Assert.NotNull(signIn.SignInCommand.BlockedReason);
            signIn.Proxy = string.Empty;
            signIn.IsNew = true;
            Assert.NotNull(signIn.SignInCommand.BlockedReason);
            Assert.False(signIn.TakeInvitation("xmpp:example.net?register;preauth=abc"));
            return true;
        });
        await using var invitation = new InvitationViewModel(chat.Context, Chat.AliceJid);
        Assert.Equal("Quiet does not offer this.", invitation.MakeCommand.BlockedReason);
        await using var backup = new BackupViewModel(chat.Context);
        using var nowhere = new MemoryStream();
        Assert.False(await backup.ExportAsync(nowhere, TestContext.Current.CancellationToken));
        Assert.Equal("Quiet does not offer this.", backup.Problem);
        await using var doctor = new Settings.DoctorViewModelProbe(chat.Context);
        Assert.Equal("Quiet does not offer this.", doctor.BlockedReason);
    }

    [Fact]
    public async Task A_password_is_typed_twice_and_changed()
    {
        await using var chat = await Chat.StartAsync();
        await using var account = new AccountViewModel(chat.Context, Chat.AliceJid) { NewPassword = "a better password" };
        account.Start();
        Assert.StartsWith("The two differ.", account.ChangePasswordCommand.BlockedReason, StringComparison.Ordinal);
        chat.Ui.Read(() => account.NewPasswordAgain = "a better password");
        await chat.Ui.RunAsync(() => account.ChangePasswordCommand.ExecuteAsync());
        Assert.Equal(
            ("", "", "The password has been changed."),
            chat.Ui.Read(() => (account.NewPassword, account.NewPasswordAgain, account.DoneText))
        );
        await Assert.ThrowsAsync<ChatSecureException>(() =>
            chat.Bob.Accounts.AddAsync(new(new() { Jid = Chat.AliceJid }, "a password of a test"u8.ToArray()))
        );
        await chat.Network.DropAsync(Chat.AliceJid);
        await chat.Ui.UntilAsync(() => account.State == ConnectionState.Offline);
        Assert.StartsWith(
            "There is no connection.",
            chat.Ui.Read(() => account.ChangePasswordCommand.BlockedReason),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_connection_is_described_without_the_rest_of_the_doctor()
    {
        await using var chat = await Chat.StartAsync();
        chat.Alice.Findings =
        [
            new("connection", "tls.protocol", DoctorGrade.Good, "Tls13\u202E"),
            new("server", "xep-0313", DoctorGrade.Good, "archive"),
        ];
        await using var account = new AccountViewModel(chat.Context, Chat.AliceJid);
        account.Start();
        await chat.Ui.RunAsync(() => account.LookCommand.ExecuteAsync());
        Assert.Equal(("tls.protocol", "Tls13"), chat.Ui.Read(() => (Assert.Single(account.Connection).Name, account.Connection[0].Detail)));
    }

    [Fact]
    public async Task Moving_tells_contacts()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Accounts.AddAsync(new(new AccountSettings { Jid = _second }, "a password"u8.ToArray(), Register: true));
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var moves = chat.Bob.EventsAsync(end.Token).OfType<ContactMoved>().GetAsyncEnumerator(end.Token);
        await using var account = new AccountViewModel(chat.Context, Chat.AliceJid);
        account.Start();
        Assert.False(await account.MoveAsync(Chat.AliceJid));
        Assert.True(await account.MoveAsync(_second));
        Assert.StartsWith("1 contact has been told", chat.Ui.Read(() => account.DoneText), StringComparison.Ordinal);
        Assert.True(await moves.MoveNextAsync());
        Assert.Equal((Chat.AliceJid, _second), (moves.Current.OldAddress, moves.Current.NewAddress));
        await end.CancelAsync();
    }
}
