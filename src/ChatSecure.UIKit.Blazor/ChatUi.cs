// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Blazor;

/// <summary>What all components of one renderer share. Every component of the kit gets it as a cascading value.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="screens">Which component shows what.</param>
/// <param name="settings">What the person has set.</param>
/// <param name="passphrases">Where the lock screen puts what is typed.</param>
public sealed class ChatUi(UiContext context, Screens screens, ISettingsStore settings, PassphraseBox passphrases)
{
    /// <summary>Raised after the person has set something. On the UI thread.</summary>
    public event EventHandler? SettingsChanged;

    /// <summary>Raised when something is told that needs no answer. On the UI thread.</summary>
    internal event Action<string>? Told;

    /// <summary>The engine, brand, UI thread and clock, for view models.</summary>
    public UiContext Context { get; } = context ?? throw new ArgumentNullException(nameof(context));

    /// <summary>Which component shows what.</summary>
    public Screens Screens { get; } = screens ?? throw new ArgumentNullException(nameof(screens));

    /// <summary>What the person has set.</summary>
    public ISettingsStore Settings { get; } = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <summary>Where the lock screen puts what is typed.</summary>
    public PassphraseBox Passphrases { get; } = passphrases ?? throw new ArgumentNullException(nameof(passphrases));

    /// <summary>The pictures of people and groups.</summary>
    internal PictureBook Pictures { get; } = new(context.Client);

    /// <summary>The brand as it is now.</summary>
    public Brand Brand => Context.Brand.Current;

    /// <summary>Lets hold what the person has set: what the brand leaves to the person goes by it, and whoever shows it is told.</summary>
    public void ApplySettings()
    {
        SettingsViewModel.ApplyChoices(Context.Brand, Settings);
        SettingsChanged?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Tells that something was done, for a few seconds.</summary>
    internal void Tell(string text) => Told?.Invoke(text);
}
