// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Shell;
using NSubstitute;

namespace ChatSecure.UIKit.Tests.Onboarding;

/// <summary>The ways into the sample apps, as their brands have them.</summary>
public sealed class RecipeTests
{
    private static readonly Jid _restored = Jid.Parse("zoe@chat.example.org");

    [Fact]
    public async Task ChatSecure_s_step_about_the_passphrase_is_there_for_those_who_have_one()
    {
        var (_, context) = Fake();
        var box = new PassphraseBox();
        await using (var without = new OnboardingViewModel(context, box) { Path = OnboardingPath.NewAccount })
        {
            Assert.Equal(
                [
                    OnboardingStep.Welcome,
                    OnboardingStep.Choose,
                    OnboardingStep.Server,
                    OnboardingStep.CreateAccount,
                    OnboardingStep.Notifications,
                    OnboardingStep.Done,
                ],
                without.Steps
            );
            Assert.Empty(without.OtherPaths);
        }

        box.Put("typed at the gate");
        _ = box.Take();
        await using var with = new OnboardingViewModel(context, box) { Path = OnboardingPath.Backup };
        Assert.Equal(
            [
                OnboardingStep.Welcome,
                OnboardingStep.Choose,
                OnboardingStep.Passphrase,
                OnboardingStep.RestoreBackup,
                OnboardingStep.Notifications,
                OnboardingStep.Done,
            ],
            with.Steps
        );
    }

    [Fact]
    public async Task A_backup_brings_its_account_and_a_wrong_passphrase_does_not_go_on()
    {
        var (client, context) = Fake();
        await using var way = new OnboardingViewModel(context) { Path = OnboardingPath.Backup };
        way.Start();
        await NextAsync(way);
        await NextAsync(way);
        Assert.Equal(OnboardingStep.RestoreBackup, way.Step);
        Assert.Equal("Choose the file of the backup first.", way.NextCommand.BlockedReason);
        way.BackupFile = PickedFile.FromBytes([1, 2, 3]);
        Assert.Contains("at least 1 character", way.NextCommand.BlockedReason, StringComparison.Ordinal);
        way.Restoring.Passphrase = "wrong";
        Assert.Null(way.NextCommand.BlockedReason);
        List<byte[]> read = [];
        client
            .Profile.ImportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(
                call =>
                {
                    using var copy = new MemoryStream();
                    call.Arg<Stream>().CopyTo(copy);
                    read.Add(copy.ToArray());
                    return Task.FromException(new ChatSecureException(ErrorKind.StorageKey, "x"));
                },
                _ => Task.CompletedTask
            );

        await NextAsync(way);
        Assert.Equal((OnboardingStep.RestoreBackup, null), (way.Step, way.Account));
        Assert.NotNull(way.Restoring.Problem);
        Assert.Equal(
            [
                [1, 2, 3],
            ],
            read
        );

        way.Restoring.Passphrase = "right";
        client.Accounts.ListAsync(default).ReturnsForAnyArgs([new AccountSettings { Jid = _restored }]);
        await NextAsync(way);
        Assert.Equal((OnboardingStep.Notifications, _restored), (way.Step, way.Account));
        Assert.False(way.BackCommand.CanExecute(null));
        await client.Accounts.Received().StayConnectedAsync(_restored, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Zomlike_makes_an_account_after_a_name_shows_the_name_and_asks_for_a_picture()
    {
        var network = new InMemoryNetwork(Say.Clock());
        await using var client = new InMemoryChatClient(network);
        await using var way = new OnboardingViewModel(new(client, new(Say.Zomlike), new TestUi(), Say.Clock()));
        way.Start();
        Assert.Equal(OnboardingPath.NewAccount, way.Path);
        Assert.Equal([OnboardingPath.ExistingAccount], way.OtherPaths);
        Assert.Equal(
            [
                OnboardingStep.Welcome,
                OnboardingStep.Consent,
                OnboardingStep.Nickname,
                OnboardingStep.CreateAccount,
                OnboardingStep.Picture,
                OnboardingStep.InviteFriends,
                OnboardingStep.Notifications,
                OnboardingStep.Done,
            ],
            way.Steps
        );
        (way.HasConsented, way.Nickname) = (true, "Zoë");
        for (var step = 0; step < 3; step++)
        {
            await NextAsync(way);
        }

        way.Password = "correct horse battery";
        await NextAsync(way);
        Assert.Equal((OnboardingStep.Picture, Jid.Parse("zoe@home.example.com")), (way.Step, way.Account));
        Assert.Empty(way.OtherPaths);
        var persona = await client.Persona.GetAsync(way.Account!.Value, TestContext.Current.CancellationToken);
        Assert.Equal("Zoë", persona.Nickname);
    }

    [Fact]
    public async Task Who_has_an_account_turns_to_it_where_a_brand_does_not_ask_and_back()
    {
        using var folder = new TempBrand(
            """{ "schemaVersion": 1, "id": "simple", "name": "Simple", "defaults": { "server": "home.example.com" }, "onboarding": { "steps": ["welcome", "nickname", "createAccount", "signIn", "picture", "done"] } }"""
        );
        var network = new InMemoryNetwork(Say.Clock());
        network.AddAccount(Jid.Parse("zoe@home.example.com"), "the password"u8.ToArray());
        await using var client = new InMemoryChatClient(network);
        await using var way = new OnboardingViewModel(new(client, new(Brand.Load(folder.Path)), new TestUi(), Say.Clock()))
        {
            Nickname = "Zoe",
        };
        way.Start();
        Assert.Equal(OnboardingPath.NewAccount, way.Path);
        Assert.Equal([OnboardingPath.ExistingAccount], way.OtherPaths);
        await NextAsync(way);
        await NextAsync(way);
        Assert.Equal(OnboardingStep.CreateAccount, way.Step);
        way.Path = OnboardingPath.ExistingAccount;
        Assert.Equal(OnboardingStep.SignIn, way.Step);
        way.Path = OnboardingPath.NewAccount;
        Assert.Equal(OnboardingStep.CreateAccount, way.Step);
        way.Path = OnboardingPath.ExistingAccount;
        (way.UserName, way.Password) = ("zoe", "the password");
        await NextAsync(way);
        Assert.Equal((OnboardingStep.Picture, null), (way.Step, way.Problem));
    }

    private static Task NextAsync(OnboardingViewModel way) => way.NextCommand.ExecuteAsync(TestContext.Current.CancellationToken);

    private static (IChatClient Client, UiContext Context) Fake()
    {
        var client = Substitute.For<IChatClient>();
        return (client, new(client, new(Say.ChatSecure), new TestUi(), Say.Clock()));
    }
}
