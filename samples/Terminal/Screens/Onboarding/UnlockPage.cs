// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Branding;
using ChatSecure.Errors;

namespace ChatSecure.Terminal.Screens.Onboarding;

/// <summary>The passphrase: asked for once where there is a profile, twice where one is made.</summary>
internal sealed class UnlockPage(Screen screen) : Page(screen)
{
    private readonly bool _isNew = !Composition.ProfileExists(screen.Context.Brand.Current, screen.Options);
    private byte[]? _first;

    public override string Title => Brand.Text("lockScreen.title");

    public override string Prompt =>
        Brand.Text(
            !_isNew ? "terminal.unlock"
            : _first is null ? "terminal.unlock.new"
            : "terminal.unlock.again"
        );

    public override bool IsSecret => true;

    public override IEnumerable<Line> Lines() => [new(Brand.Name, Tone.Accent), new(string.Empty), new(Prompt)];

    public override void Open()
    {
        base.Open();
        if (Screen.Options.KeyVariable is { } name && Environment.GetEnvironmentVariable(name) is { Length: > 0 } key)
        {
            Screen.Run(() => UnlockAsync(key));
        }
    }

    public override async Task SubmitAsync(string text)
    {
        var typed = Encoding.UTF8.GetBytes(text);
        if (_isNew && _first is null)
        {
            _first = typed;
            await OnUiAsync(() => Complain(null));
        }
        else if (_isNew && !typed.AsSpan().SequenceEqual(_first))
        {
            _first = null;
            await OnUiAsync(() => Complain(Brand.Text("account.blocked.passwordsDiffer")));
        }
        else
        {
            await UnlockAsync(text);
        }
    }

    private async Task UnlockAsync(string passphrase)
    {
        Screen.Box.Put(passphrase);
        try
        {
            await Context.Client.StartAsync();
        }
        catch (ChatSecureException error)
        {
            _first = null;
            await OnUiAsync(() => Complain(Brand.Text(TextId.Of(error.Kind))));
            return;
        }
        finally
        {
            Screen.Box.Clear();
        }

        var accounts = await Context.Client.Accounts.ListAsync();
        await OnUiAsync(() => Screen.Enter(isNew: accounts.Count == 0));
        foreach (var account in accounts)
        {
            await TryConnectAsync(account.Jid);
        }
    }

    // Why there is no connection stands in the status line.
    private async Task TryConnectAsync(Addressing.Jid account)
    {
        try
        {
            await Context.Client.Accounts.StayConnectedAsync(account);
        }
        catch (ChatSecureException)
        {
            // See above.
        }
    }
}
