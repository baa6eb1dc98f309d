// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Settings;

/// <summary>The settings: each with its value, and who decided where the person can't.</summary>
public partial class SettingsView
{
    private SettingsViewModel _settings = null!;
    private LockViewModel _lock = null!;
    private Page _page;

    private enum Page
    {
        None,
        Persona,
        Blocked,
        Keys,
        Code,
        Server,
        Backup,
        Passphrase,
    }

    /// <summary>The settings.</summary>
    [Parameter, EditorRequired]
    public SettingsContext Context { get; set; } = null!;

    [Inject]
    private IdleLock IdleLock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _settings = Own(new SettingsViewModel(Ui.Context, Ui.Settings, IdleLock));
        _lock = Own(new LockViewModel(Ui.Context, Ui.Passphrases));
        Follow(_settings.Rows);
        Follow(Context.Shell.Accounts);
    }

    private void Close()
    {
        _page = Page.None;
        RenderSoon();
    }
}
