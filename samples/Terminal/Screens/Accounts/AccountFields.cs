// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>What is filled in about accounts and their secrets.</summary>
internal static class AccountFields
{
    /// <summary>Another account, or the password of one that is there.</summary>
    public static Page SignIn(Screen screen, Jid? known = null)
    {
        var brand = screen.Context.Brand.Current;
        var signIn = new SignInViewModel(screen.Context)
        {
            Address = known?.ToString() ?? string.Empty,
            ExtraAuthoritiesPem = screen.Options.AuthoritiesPem,
        };
        if (known is null && screen.Options.Server is { } server)
        {
            (signIn.Server, signIn.IsDirectTls) = ($"{server.Host}:{server.Port}", server.Tls == TlsMode.Direct);
        }

        var form = new FormWatch(screen);
        signIn.PropertyChanged += (_, _) => form.Follow(signIn.Form);
        var label = known is { } account
            ? brand.Text("onboarding.password", ("address", account.ToString()))
            : brand.Text("onboarding.password.label");
        List<Field> fields = [new(label, text => signIn.Password = text) { IsSecret = true }];
        if (known is null)
        {
            fields.Insert(0, new(brand.Text("onboarding.address"), text => signIn.Address = text.Trim()));
        }

        if (known is null && signIn.CanRegister)
        {
            fields.Insert(
                0,
                new(brand.Text("account.add"), value => signIn.IsNew = value == SettingsViewModel.On)
                {
                    Value = SettingsViewModel.Off,
                    Choices =
                    [
                        new(SettingsViewModel.Off, brand.Text("onboarding.haveAccount")),
                        new(SettingsViewModel.On, brand.Text("onboarding.createAccount")),
                    ],
                }
            );
        }

        return new FieldsPage(
            screen,
            known?.ToString() ?? brand.Text("account.add"),
            fields,
            () => RunAsync(signIn.SignInCommand, () => new(signIn.Added is not null, signIn.Problem))
        )
        {
            Progress = () => signIn.ProgressText,
        }.With(signIn);
    }

    /// <summary>Another password of an account.</summary>
    public static Page Password(Screen screen, Jid account)
    {
        var brand = screen.Context.Brand.Current;
        var model = new AccountViewModel(screen.Context, account);
        return new FieldsPage(
            screen,
            brand.Text("account.changePassword"),
            [
                new(brand.Text("onboarding.choosePassword"), text => model.NewPassword = text) { IsSecret = true },
                new(brand.Text("terminal.again"), text => model.NewPasswordAgain = text) { IsSecret = true },
            ],
            () => RunAsync(model.ChangePasswordCommand, () => new(model.DoneText is not null, model.Problem, model.DoneText))
        ).With(model);
    }

    /// <summary>Another passphrase of the profile.</summary>
    public static Page Passphrase(Screen screen)
    {
        var brand = screen.Context.Brand.Current;
        var model = new PassphraseViewModel(screen.Context, screen.Box);
        return new FieldsPage(
            screen,
            brand.Text("passphrase.change"),
            [
                new(brand.Text("passphrase.present"), text => model.Passphrase = text) { IsSecret = true },
                new(brand.Text("passphrase.new"), text => model.NewPassphrase = text) { IsSecret = true },
                new(brand.Text("terminal.again"), text => model.NewPassphraseAgain = text) { IsSecret = true },
            ],
            () => RunAsync(model.ChangeCommand, () => new(model.DoneText is not null, model.Problem, model.DoneText))
        )
        {
            Notes = [brand.Text("passphrase.why")],
        }.With(model);
    }

    /// <summary>A backup of the profile, written to a file.</summary>
    public static Page Backup(Screen screen)
    {
        var brand = screen.Context.Brand.Current;
        var model = new BackupViewModel(screen.Context);
        var path = string.Empty;
        return new FieldsPage(
            screen,
            model.Title,
            [
                new(brand.Text("backup.passphrase"), text => model.Passphrase = text) { IsSecret = true },
                new(brand.Text("onboarding.passphraseAgain"), text => model.PassphraseAgain = text) { IsSecret = true },
                new(brand.Text("backup.media"), value => model.HasMedia = value == SettingsViewModel.On)
                {
                    Value = SettingsViewModel.On,
                    Choices =
                    [
                        new(SettingsViewModel.On, brand.Text("settings.on")),
                        new(SettingsViewModel.Off, brand.Text("settings.off")),
                    ],
                },
                new(brand.Text("attachment.file"), text => path = text)
                {
                    Value = LocalFiles.Suggest($"{brand.Id}-{screen.Context.Time.GetLocalNow():yyyy-MM-dd}.backup"),
                },
            ],
            async () =>
            {
                var isDone = await model.HandOverAsync((whole, token) => LocalFiles.WriteAsync(whole, path, token));
                return new(isDone, model.Problem, model.DoneText);
            }
        )
        {
            Progress = () => model.ProgressText,
            Notes = [brand.Text("backup.why"), brand.Text("backup.restoreHow")],
        }.With(model);
    }

    private static async Task<Outcome> RunAsync(IUiCommand command, Func<Outcome> outcome)
    {
        if (command.BlockedReason is { } why)
        {
            return new(IsDone: false, why);
        }

        await command.ExecuteAsync();
        return outcome();
    }
}
