// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Onboarding;

namespace ChatSecure.UIKit.Tests.Onboarding;

public sealed class OnboardingViewModelTests : IDisposable
{
    private const string Steps =
        """ "defaults": { "server": "example.org", "servers": [ { "domain": "example.org" }, { "domain": "example.net" } ], "domainLock": "locked" }, "onboarding": { "steps": ["welcome", "choose", "nickname", "server", "createAccount", "signIn", "done"] } """;

    private readonly TempBrand _folder = new($$"""{ "schemaVersion": 1, "id": "recipe", "name": "Recipe", {{Steps}} }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_account_is_made_step_by_step()
    {
        await using var chat = await StartAsync();
        await using var wizard = new OnboardingViewModel(chat.Context);
        wizard.Start();
        Assert.Equal(OnboardingStep.Welcome, wizard.Step);
        await NextAsync(wizard);
        Assert.Equal("Choose how you want to begin.", wizard.NextCommand.BlockedReason);
        wizard.Path = OnboardingPath.NewAccount;
        Assert.Equal("Step 2 of 6", wizard.StepText);
        await NextAsync(wizard);
        Assert.Equal("Enter a name first.", wizard.NextCommand.BlockedReason);
        wizard.Nickname = "Zoë K.";
        Assert.Equal("zoek", wizard.UserName);
        await NextAsync(wizard);
        Assert.Equal(OnboardingStep.Server, wizard.Step);
        wizard.Server = "example.com";
        Assert.Equal("Recipe works with accounts on example.org, example.net only.", wizard.NextCommand.BlockedReason);
        wizard.Server = "example.net";
        await NextAsync(wizard);
        wizard.UserName = "zoe";
        wizard.Password = "short";
        Assert.Equal("A password has at least 8 characters.", wizard.NextCommand.BlockedReason);
        wizard.Password = "correct horse battery";
        Assert.Equal("Strong", wizard.StrengthText);
        await NextAsync(wizard);
        Assert.Equal((OnboardingStep.Done, Jid.Parse("zoe@example.net"), ""), (wizard.Step, wizard.Account, wizard.Password));
        Assert.False(wizard.BackCommand.CanExecute(null));
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_and_a_wrong_password_says_so()
    {
        await using var chat = await StartAsync();
        chat.Network.AddAccount(Jid.Parse("zoe@example.org"), "the password"u8.ToArray());
        await using var wizard = new OnboardingViewModel(chat.Context);
        wizard.Start();
        await NextAsync(wizard);
        wizard.Path = OnboardingPath.ExistingAccount;
        await NextAsync(wizard);
        Assert.Equal(OnboardingStep.SignIn, wizard.Step);
        wizard.UserName = "zoe@elsewhere.example";
        wizard.Password = "x";
        Assert.StartsWith("Recipe works with accounts on", wizard.NextCommand.BlockedReason, StringComparison.Ordinal);
        wizard.UserName = "zoe";
        await NextAsync(wizard);
        Assert.Equal(OnboardingStep.SignIn, wizard.Step);
        Assert.StartsWith("The server did not accept the name or password", wizard.Problem, StringComparison.Ordinal);
        wizard.Password = "the password";
        Assert.Null(wizard.Problem);
        await NextAsync(wizard);
        Assert.Equal(OnboardingStep.Done, wizard.Step);
    }

    [Fact]
    public async Task A_name_that_is_taken_comes_with_another_one()
    {
        await using var chat = await StartAsync();
        chat.Network.AddAccount(Jid.Parse("zoe@example.org"), "another password"u8.ToArray());
        await using var wizard = await AtNewAccountAsync(chat);
        await NextAsync(wizard);
        Assert.Equal(OnboardingStep.CreateAccount, wizard.Step);
        Assert.StartsWith("This name is taken. How about zoe", wizard.SuggestionText, StringComparison.Ordinal);
        Assert.Equal("correct horse", wizard.Password);
        await wizard.BackCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(OnboardingStep.Server, wizard.Step);
    }

    [Fact]
    public async Task What_the_server_wants_to_know_is_asked_where_the_account_is_made()
    {
        await using var chat = await StartAsync();
        chat.Network.RegistrationForm = new(
            null,
            "Say the word.",
            [new("word", RegistrationFieldKind.Text) { Label = "The word", IsRequired = true }]
        );
        await using var wizard = await AtNewAccountAsync(chat);
        var making = NextAsync(wizard);
        await chat.Ui.UntilAsync(() => wizard.Form is not null);
        Assert.Equal(("Say the word.", false), (wizard.Form!.Instructions, making.IsCompleted));

        // Given up: the step stays, with what was typed, and the form is gone.
        wizard.Form.GiveUp();
        await making;
        Assert.Equal((null, OnboardingStep.CreateAccount, "correct horse"), (wizard.Form, wizard.Step, wizard.Password));
        Assert.NotNull(wizard.Problem);

        making = NextAsync(wizard);
        await chat.Ui.UntilAsync(() => wizard.Form is not null);
        var form = wizard.Form!;
        form.Fields[0].Answer = "sesame";
        form.Submit();
        await making;
        Assert.Equal((null, OnboardingStep.Done, "zoe@example.org"), (wizard.Form, wizard.Step, wizard.Account?.ToString()));
    }

    [Fact]
    public async Task Steps_for_which_an_app_has_no_screen_are_left_out_and_not_counted()
    {
        await using var chat = await StartAsync();
        await using var wizard = new OnboardingViewModel(
            chat.Context,
            without: new HashSet<OnboardingStep> { OnboardingStep.Nickname, OnboardingStep.Notifications }
        )
        {
            Path = OnboardingPath.NewAccount,
        };
        Assert.Equal(
            [OnboardingStep.Welcome, OnboardingStep.Choose, OnboardingStep.Server, OnboardingStep.CreateAccount, OnboardingStep.Done],
            wizard.Steps
        );
        Assert.Equal("Step 1 of 5", wizard.StepText);
    }

    [Fact]
    public async Task How_the_account_connects_is_the_app_s_to_say_and_stays_with_it()
    {
        await using var chat = await StartAsync();
        var server = new ServerAddress("127.0.0.1", 5299);
        await using var wizard = await AtNewAccountAsync(chat, settings => settings with { Server = server });
        await NextAsync(wizard);
        var stored = (await chat.Alice.Accounts.ListAsync(TestContext.Current.CancellationToken))[^1];
        Assert.Equal(("zoe@example.org", server), (stored.Jid.ToString(), stored.Server));
    }

    [Theory]
    [InlineData("xmpp:example.net?register;preauth=abc", true)]
    [InlineData("xmpp:zoe@example.net?register;preauth=abc", true)]
    [InlineData("xmpp:example.com?register;preauth=abc", false)]
    [InlineData("xmpp:example.net?roster", false)]
    [InlineData("https://example.net/register", false)]
    public async Task An_invitation_chooses_the_server_where_the_brand_allows_it(string link, bool isTaken)
    {
        await using var chat = await StartAsync();
        await using var wizard = new OnboardingViewModel(chat.Context);
        Assert.Equal(isTaken, wizard.TakeInvitation(link));
        Assert.Equal(
            isTaken ? (OnboardingPath.NewAccount, "example.net") : (OnboardingPath.Undecided, "example.org"),
            (wizard.Path, wizard.Server)
        );
    }

    [Theory]
    [InlineData("password", PasswordStrength.Weak)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", PasswordStrength.Weak)]
    [InlineData("Tr0ub4dor&3", PasswordStrength.Fair)]
    [InlineData("correct horse battery staple", PasswordStrength.Strong)]
    public void Passwords_are_judged_by_length_and_variety(string password, PasswordStrength expected) =>
        Assert.Equal(expected, Passwords.Judge(password));

    private static async Task<OnboardingViewModel> AtNewAccountAsync(Chat chat, Func<AccountSettings, AccountSettings>? connection = null)
    {
        var wizard = new OnboardingViewModel(chat.Context)
        {
            Path = OnboardingPath.NewAccount,
            Nickname = "Zoe",
            Connection = connection,
        };
        wizard.Start();
        while (wizard.Step != OnboardingStep.CreateAccount)
        {
            await NextAsync(wizard);
        }

        wizard.Password = "correct horse";
        return wizard;
    }

    private static Task NextAsync(OnboardingViewModel wizard) => wizard.NextCommand.ExecuteAsync(TestContext.Current.CancellationToken);

    private async Task<Chat> StartAsync() =>
        await Chat.StartAsync(Brand.Load(_folder.Path, System.Globalization.CultureInfo.GetCultureInfo("en")));
}
