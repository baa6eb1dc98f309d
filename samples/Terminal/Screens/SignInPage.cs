// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Accounts;

namespace ChatSecure.Terminal.Screens;

/// <summary>The first account: an address, then its password.</summary>
internal sealed class SignInPage : Page
{
    private const string New = "new ";

    private readonly SignInViewModel _signIn;
    private bool _hasAddress;

    public SignInPage(Screen screen)
        : base(screen)
    {
        _signIn = Use(new SignInViewModel(Context) { ExtraAuthoritiesPem = screen.Options.AuthoritiesPem });
        if (screen.Options.Server is { } server)
        {
            _signIn.Server = $"{server.Host}:{server.Port}";
            _signIn.IsDirectTls = server.Tls == ChatSecure.Accounts.TlsMode.Direct;
        }
    }

    public override string Title => Brand.Text("account.add");

    public override string Prompt =>
        _signIn.Form is { } form ? form.BlockedReason ?? form.Instructions
        : _hasAddress ? Brand.Text("onboarding.password", ("address", _signIn.Address))
        : Brand.Text("terminal.signIn.address");

    public override bool IsSecret => _hasAddress && _signIn.Form is null;

    public override IEnumerable<Line> Lines()
    {
        yield return new(Brand.Text("onboarding.welcome"), Tone.Accent);
        yield return new(string.Empty);
        if (_signIn.Form is { } form)
        {
            yield return new(form.Instructions);
            foreach (var field in form.Fields)
            {
                yield return new($"{field.Label}: {field.Answer}");
            }
        }

        yield return new(_signIn.ProgressText ?? Prompt, Tone.Muted);
    }

    public override async Task SubmitAsync(string text)
    {
        if (_signIn.Form is { } form)
        {
            await OnUiAsync(() =>
            {
                var open = form.Fields.FirstOrDefault(field =>
                    field.Answer.Length == 0 && field.Kind != Clients.RegistrationFieldKind.Note
                );
                _ = open?.Answer = text.Trim();
                form.Submit();
                Screen.Show(this);
            });
            return;
        }

        if (!_hasAddress)
        {
            await OnUiAsync(() => TakeAddress(text.Trim()));
            return;
        }

        await OnUiAsync(() => _signIn.Password = text);
        if (_signIn.SignInCommand.BlockedReason is { } why)
        {
            await OnUiAsync(() => Complain(why));
            return;
        }

        await DoAsync(_signIn.SignInCommand);
        await OnUiAsync(() =>
        {
            if (_signIn.Added is not null)
            {
                Screen.Enter();
                return;
            }

            _hasAddress = false;
            Complain(null);
        });
    }

    private void TakeAddress(string typed)
    {
        _signIn.IsNew = typed.StartsWith(New, StringComparison.OrdinalIgnoreCase);
        _signIn.Address = _signIn.IsNew ? typed[New.Length..].Trim() : typed;
        _hasAddress = _signIn.Account is not null;
        Complain(_hasAddress ? null : _signIn.SignInCommand.BlockedReason);
    }
}
