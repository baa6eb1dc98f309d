// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;

namespace ChatSecure.UIKit.Shell;

/// <summary>The lock screen. It is there before anything else of the profile can be read. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it
/// when the app ends.</summary>
public sealed class LockViewModel : ViewModel
{
    private readonly PassphraseBox _box;
    private readonly UiCommand _unlock;
    private readonly UiCommand _lock;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="box">From where the app's key source takes the passphrase.</param>
    public LockViewModel(UiContext context, PassphraseBox box)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(box);
        _box = box;
        _unlock = Command(UnlockAsync, () => Passphrase.Length == 0 ? Brand.Text("onboarding.passphrase") : null);
        _lock = Command(token => Client.Profile.LockAsync(token));
    }

    /// <summary>Whether the profile is locked.</summary>
    public bool IsLocked
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The title.</summary>
    public string Title => Brand.Text("lockScreen.title");

    /// <summary>What the person types. Empty again after every try.</summary>
    public string Passphrase
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                _unlock.Raise();
            }
        }
    } = string.Empty;

    /// <summary>Opens the profile with the passphrase. <see cref="ViewModel.Problem"/> says why it does not open.</summary>
    public IUiCommand UnlockCommand => _unlock;

    /// <summary>Locks the profile: all accounts are disconnected, and its key is forgotten.</summary>
    public IUiCommand LockCommand => _lock;

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await InvokeAsync(() => IsLocked = Client.Profile.IsLocked).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            if (happened is ProfileLocked or EventsLost)
            {
                await InvokeAsync(() => IsLocked = Client.Profile.IsLocked).ConfigureAwait(false);
            }
        }
    }

    private protected override void Refresh()
    {
        Raise(nameof(Title));
        _unlock.Raise();
    }

    private async Task UnlockAsync(CancellationToken cancellationToken)
    {
        _box.Put(Passphrase);
        try
        {
            await Client.Profile.UnlockAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _box.Clear();
            await InvokeAsync(() => Passphrase = string.Empty).ConfigureAwait(false);
        }
    }
}
