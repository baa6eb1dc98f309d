// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Shell;

namespace ChatSecure.Terminal.Screens.Onboarding;

/// <summary>The profile is locked: its passphrase opens it again, and nothing of it is seen meanwhile.</summary>
internal sealed class LockPage : Page
{
    private readonly LockViewModel _lock;

    public LockPage(Screen screen)
        : base(screen) => _lock = Use(new LockViewModel(Context, screen.Box));

    public override string Title => _lock.Title;

    public override string Prompt => Brand.Text("terminal.unlock");

    public override bool IsSecret => true;

    public override IEnumerable<Line> Lines() => [new(Brand.Name, Tone.Accent), new(string.Empty), new(Prompt)];

    /// <summary>Whether the passphrase was right.</summary>
    public bool IsOpened { get; private set; }

    // Whatever is typed before the profile is locked would open it.
    public override async Task SubmitAsync(string text)
    {
        await Screen.Locking;
        await OnUiAsync(() => _lock.Passphrase = text);
        await TryAsync(_lock.UnlockCommand);
        await OnUiAsync(() =>
        {
            IsOpened = !Context.Client.Profile.IsLocked;
            Screen.FollowShell();
        });
    }
}
