// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Terminal.Screens.Accounts;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Onboarding;

namespace ChatSecure.Terminal.Screens.Onboarding;

/// <summary>The way in, step by step as the brand has it.</summary>
internal sealed class OnboardingPage : Page
{
    // A terminal has nothing to notify with.
    private static readonly HashSet<OnboardingStep> _without = [OnboardingStep.Notifications];

    private readonly OnboardingViewModel _way;
    private readonly FormWatch _form;

    // Of a step that asks for two things, such as a name and its password: whether the first one is there. The second one is secret.
    private bool _hasFirst;

    // While a step is being done, what was there before: what comes of it is seen when it is done, and so is what the next key falls into.
    private IReadOnlyList<Line>? _meanwhile;
    private bool _isLeaving;

    public OnboardingPage(Screen screen)
        : base(screen)
    {
        _way = Use(new OnboardingViewModel(Context, screen.Box, _without) { Connection = screen.Options.Connect });
        _form = new(screen);
        _way.PropertyChanged += (_, _) => _form.Follow(_way.Form);
        _way.Restoring.PropertyChanged += (_, _) => Screen.Show(this);
    }

    public override string Title => $"{Brand.Name}  {_way.StepText}";

    public override string Prompt =>
        _way.ProgressText
        ?? _way.Restoring.ProgressText
        ?? (Asked is { } asked ? Brand.Text("terminal.field", ("field", asked)) : Brand.Text("terminal.prompt"));

    public override string? Problem => _meanwhile is null ? base.Problem ?? _way.Restoring.Problem ?? _way.SuggestionText : null;

    public override bool IsSecret => _hasFirst;

    public override object Section => (_way.Step, _hasFirst);

    public override string Draft =>
        _way.Step switch
        {
            OnboardingStep.Nickname => _way.Nickname,
            OnboardingStep.CreateAccount or OnboardingStep.SignIn when !_hasFirst => _way.UserName,
            _ => string.Empty,
        };

    // What is typed at this step; null for nothing.
    private string? Asked =>
        _way.Step switch
        {
            OnboardingStep.Choose when Brand.Features.IsOn(BrandFeature.Invitations) => Brand.Text("onboarding.invitation"),
            OnboardingStep.Nickname => Brand.Text("account.displayName"),
            OnboardingStep.Server when _way.CanTypeServer => Brand.Text(
                _way.Servers.Count > 0 ? "onboarding.server.other" : "onboarding.server.label"
            ),
            OnboardingStep.CreateAccount => Brand.Text(_hasFirst ? "onboarding.choosePassword" : "onboarding.username"),
            OnboardingStep.SignIn => Brand.Text(_hasFirst ? "onboarding.password.label" : "onboarding.address"),
            OnboardingStep.RestoreBackup => Brand.Text(_hasFirst ? "backup.passphrase" : "backup.file"),
            _ => null,
        };

    public override IEnumerable<Line> Lines() => _meanwhile ?? Now();

    public override bool CallOff()
    {
        if (_hasFirst)
        {
            _hasFirst = false;
            Turn();
        }
        else if (_way.BackCommand.CanExecute(null))
        {
            Screen.Run(async () =>
            {
                await DoAsync(_way.BackCommand);
                await OnUiAsync(Turn);
            });
        }

        return true;
    }

    public override async Task ChooseAsync(object item)
    {
        switch (item)
        {
            case OnboardingLines.Next:
                await NextAsync();
                break;
            case OnboardingLines.Accept:
                await OnUiAsync(() => _way.HasConsented = true);
                await NextAsync();
                break;
            case OnboardingLines.ChangePassphrase:
                await OnUiAsync(() => Screen.Push(AccountFields.Passphrase(Screen)));
                break;
            case OnboardingLines.Picture when _way.Account is { } account:
                await OnUiAsync(() => Screen.Push(new PersonaPage(Screen, account)));
                break;
            case OnboardingPath path:
                var isStep = _way.Step == OnboardingStep.Choose;
                await OnUiAsync(() =>
                {
                    (_way.Path, _hasFirst) = (path, false);
                    Turn();
                });
                await (isStep ? NextAsync() : Task.CompletedTask);
                break;
            case BrandServer server:
                await OnUiAsync(() => _way.Server = server.Domain);
                await NextAsync();
                break;
        }
    }

    public override async Task SubmitAsync(string text)
    {
        var isDue = true;
        await OnUiAsync(() => isDue = Take(text));
        await (isDue ? NextAsync() : Task.CompletedTask);
    }

    // Whether the step is complete with it.
    private bool Take(string text)
    {
        switch (_way.Step)
        {
            case OnboardingStep.Choose:
                var isTaken = _way.TakeInvitation(text);
                Complain(isTaken ? null : Brand.Text("contacts.add.invalid"));
                return isTaken;
            case OnboardingStep.Nickname:
                _way.Nickname = text;
                return true;
            case OnboardingStep.Server when _way.CanTypeServer:
                _way.Server = text.Trim();
                return true;
            case OnboardingStep.CreateAccount or OnboardingStep.SignIn when !_hasFirst:
                _way.UserName = text.Trim();
                _hasFirst = _way.Address is not null;
                Complain(_hasFirst ? null : _way.NextCommand.BlockedReason);
                Turn();
                return false;
            case OnboardingStep.CreateAccount or OnboardingStep.SignIn:
                _way.Password = text;
                return true;
            case OnboardingStep.RestoreBackup when !_hasFirst:
                (_way.BackupFile, _hasFirst) = (LocalFiles.Pick(text), true);
                Turn();
                return false;
            case OnboardingStep.RestoreBackup:
                _way.Restoring.Passphrase = text;
                return true;
            default:
                return false;
        }
    }

    private async Task NextAsync()
    {
        if (_way.NextCommand.IsRunning)
        {
            return;
        }

        if (_way.Step != OnboardingStep.Done)
        {
            if (_way.NextCommand.BlockedReason is { } why)
            {
                await OnUiAsync(() => Complain(why));
                return;
            }

            var before = _way.Step;
            await OnUiAsync(() => _meanwhile = Now());
            await DoAsync(_way.NextCommand);
            await OnUiAsync(() =>
            {
                _meanwhile = null;

                // What was wrong may be the name as well as the password.
                _hasFirst = _hasFirst && _way.Step == before && _way.SuggestionText is null && before == OnboardingStep.CreateAccount;
                Complain(null);
                Turn();
            });
            if (_way.Step != OnboardingStep.Done || _way.Steps.Contains(OnboardingStep.Done))
            {
                return;
            }
        }

        if (!_isLeaving)
        {
            _isLeaving = true;
            await Screen.Shell.ReloadAsync();
            await OnUiAsync(Screen.Home);
        }
    }

    private IReadOnlyList<Line> Now()
    {
        IReadOnlyList<Line> lines = [.. OnboardingLines.Of(_way, Brand, _hasFirst)];
        return Asked is { } asked ? [.. lines, new($"{asked}:")] : lines;
    }

    private void Turn()
    {
        if (Screen.IsShown(this))
        {
            Screen.Take(Draft);
        }

        Screen.Show(this);
    }
}
