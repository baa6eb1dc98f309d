// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>The accounts: Enter shows the conversations of one, Tab what can be done with it.</summary>
internal sealed class AccountsPage : Page
{
    private readonly AccountListViewModel _accounts;

    public AccountsPage(Screen screen)
        : base(screen)
    {
        _accounts = new(Context);
        Use(_accounts, _accounts.Rows);
    }

    public override string Title => _accounts.Title;

    public override string Prompt => Brand.Text("terminal.list");

    public override IEnumerable<Line> Lines()
    {
        foreach (var row in _accounts.Rows)
        {
            var tone = row.State == ConnectionState.Failed ? Tone.Warning : Tone.Peer;
            yield return new($"{(row.Id == Screen.Shell.Account ? "*" : " ")} {row.Id}  {row.StateText}", tone, row);
        }

        if (_accounts.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }

        if (_accounts.WhyNoMore is null)
        {
            yield return new($"+ {Brand.Text("account.add")}", Tone.Accent, this);
        }
    }

    public override Task ChooseAsync(object item) =>
        OnUiAsync(() =>
        {
            if (item is AccountRow row)
            {
                Screen.Shell.SwitchTo(row.Id);
                Screen.Home();
            }
            else
            {
                Screen.Push(AccountFields.SignIn(Screen));
            }
        });

    public override IEnumerable<Choice> ChoicesOf(object item) => item is AccountRow row ? ChoicesOf(row) : [];

    private IEnumerable<Choice> ChoicesOf(AccountRow row)
    {
        var account = row.Id;
        yield return row.State is ConnectionState.Offline or ConnectionState.Failed
            ? new(Brand.Text("account.connect"), () => _accounts.ConnectAsync(account))
            : new(Brand.Text("account.disconnect"), () => _accounts.DisconnectAsync(account));
        yield return Opening("persona.title", () => new PersonaPage(Screen, account));
        yield return Opening("contacts.blocked.title", () => new BlockedPage(Screen, account));
        if (Brand.Features.IsOn(BrandFeature.Diagnostics))
        {
            yield return new(
                Brand.Text("doctor.title", ("account", account.ToString())),
                () => OnUiAsync(() => Screen.Push(new DoctorPage(Screen, account)))
            );
        }

        yield return Opening("account.passwordAgain", () => AccountFields.SignIn(Screen, account));
        yield return Opening("account.changePassword", () => AccountFields.Password(Screen, account));
        if (Brand.Features.IsOn(BrandFeature.MultipleAccounts))
        {
            yield return Opening("account.move.title", () => new MovePage(Screen, account));
        }

        yield return Removing(account, "account.remove", isOnServer: false);
        yield return Removing(account, "account.delete", isOnServer: true);
    }

    private Choice Opening(string textId, Func<Page> page) => new(Brand.Text(textId), () => OnUiAsync(() => Screen.Push(page())));

    private Choice Removing(Jid account, string textId, bool isOnServer) =>
        new(
            Brand.Text($"{textId}.title"),
            async () =>
            {
                if (await _accounts.RemoveAsync(account, isOnServer))
                {
                    await Screen.Shell.ReloadAsync();
                }
            },
            Brand.Text($"{textId}.confirm", ("address", account.ToString()))
        );
}
