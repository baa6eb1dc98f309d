// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens;

/// <summary>The settings: Enter on a line changes it.</summary>
internal sealed class SettingsPage : Page
{
    private readonly SettingsViewModel _settings;

    public SettingsPage(Screen screen)
        : base(screen)
    {
        _settings = new(Context, screen.Settings);
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
    }

    public override Task ChooseAsync(object item) => item is SettingRow row ? _settings.SetAsync(row.Key, Next(row)) : Task.CompletedTask;

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
