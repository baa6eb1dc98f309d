// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Tests.Settings;

public sealed class MoveViewModelTests : IDisposable
{
    private static readonly Jid _new = Jid.Parse("alice@home.example");

    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;
    private readonly Brand _brand;

    public MoveViewModelTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            $$"""
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme",
              "defaults": { "retiredServers": [{ "domain": "{{Chat.AliceJid.Domain}}", "moveTo": "home.example" }] }
            }
            """
        );
        _brand = Brand.Load(_folder);
    }

    [Fact]
    public async Task An_account_moves_once_there_is_one_on_the_new_server_and_both_are_online()
    {
        await using var chat = await Chat.StartAsync(_brand);
        await using var move = new MoveViewModel(chat.Context, Chat.AliceJid);
        move.Start();
        await chat.Ui.UntilAsync(() => move.Offer == new MoveOffer("home.example", null, IsReady: false));
        Assert.Equal("First create an account on home.example.", move.MoveCommand.BlockedReason);
        Assert.Contains(Chat.AliceJid.ToString(), move.Text, StringComparison.Ordinal);

        await chat.Alice.Accounts.AddAsync(new AddAccountRequest(new AccountSettings { Jid = _new }, "secret"u8.ToArray(), Register: true));
        await chat.Ui.UntilAsync(() => move.Offer is { IsReady: true });
        Assert.Null(move.MoveCommand.BlockedReason);

        await chat.Alice.Accounts.DisconnectAsync(_new);
        await chat.Ui.UntilAsync(() => move.MoveCommand.BlockedReason == "Both accounts must be online.");
        await chat.Alice.Accounts.ConnectAsync(_new);
        await chat.Ui.UntilAsync(() => move.MoveCommand.BlockedReason is null);

        await move.MoveCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => move.Text == "1 contact has been told that you are now alice@home.example.");
        Assert.Null(move.Problem);
    }

    [Fact]
    public async Task Who_has_no_offer_moves_to_the_account_that_they_choose()
    {
        await using var chat = await Chat.StartAsync();
        await using var move = new MoveViewModel(chat.Context, Chat.AliceJid);
        move.Start();
        await chat.Ui.UntilAsync(() => move.MoveCommand.BlockedReason is not null);
        Assert.Equal(
            (null, null, "First add the account that you want to move to."),
            (move.Offer, move.Text, move.MoveCommand.BlockedReason)
        );

        await chat.Alice.Accounts.AddAsync(new AddAccountRequest(new AccountSettings { Jid = _new }, "secret"u8.ToArray(), Register: true));
        await chat.Ui.UntilAsync(() => move.MoveCommand.BlockedReason == "Choose the account to move to.");
        chat.Ui.Read(() => move.Target = Jid.Parse("mallory@example.org"));
        Assert.Null(chat.Ui.Read(() => move.Target));
        Assert.Equal([_new], chat.Ui.Read(() => move.Others));
        Assert.False(move.MoveCommand.CanExecute(null));
        chat.Ui.Read(() => move.Target = _new);
        Assert.Null(move.MoveCommand.BlockedReason);

        await move.MoveCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        await chat.Ui.UntilAsync(() => move.IsDone);
        Assert.Equal("1 contact has been told that you are now alice@home.example.", move.Text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
