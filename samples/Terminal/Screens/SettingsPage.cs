// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Terminal.Screens.Accounts;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.Terminal.Screens.Contacts;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens;

/// <summary>The settings, and what guards the profile: Enter on a line changes it, or does it.</summary>
internal sealed class SettingsPage : Page
{
    private readonly SettingsViewModel _settings;

    public SettingsPage(Screen screen)
        : base(screen)
    {
        _settings = new(Context, screen.Settings, screen.IdleLock);
        Use(_settings, _settings.Rows);
    }

    public override string Title => _settings.Title;

    public override IEnumerable<Line> Lines()
    {
        string? group = null;
        foreach (var row in _settings.Rows)
        {
            if (row.GroupText != group)
            {
                group = row.GroupText;
                yield return new(group, Tone.Accent);
            }

            yield return new($"  {row.AccessibleText}", row.IsLocked ? Tone.Muted : Tone.Text, row);
        }

        yield return new(Brand.Text("settings.security"), Tone.Accent);
        foreach (var choice in Deeds())
        {
            yield return new($"  {choice.Text}", Tone.Text, choice);
        }
    }

    public override Task ChooseAsync(object item) =>
        item switch
        {
            SettingRow row => _settings.SetAsync(row.Key, Next(row)),
            Choice choice => BeginAsync(choice.Do),
            _ => Task.CompletedTask,
        };

    private IEnumerable<Choice> Deeds()
    {
        if (Screen.Shell.Account is { } account)
        {
            yield return Opening("settings.security.keys", () => new VerificationPage(Screen, account, account));
        }

        if (Brand.Features.IsOn(BrandFeature.Backup))
        {
            yield return Opening("backup.title", () => AccountFields.Backup(Screen));
        }

        yield return Opening("passphrase.change", () => AccountFields.Passphrase(Screen));
        yield return new(Brand.Text("lockScreen.lock"), () => OnUiAsync(Screen.Lock));
    }

    private Choice Opening(string textId, Func<Page> page) => new(Brand.Text(textId), () => OnUiAsync(() => Screen.Push(page())));

    private static string Next(SettingRow row)
    {
        if (row.Kind == SettingKind.Switch)
        {
            return row.IsOn ? SettingsViewModel.Off : SettingsViewModel.On;
        }

        var values = row.Choices.Select(choice => choice.Value).ToList();
        return values[(values.IndexOf(row.Value) + 1) % values.Count];
    }
}
