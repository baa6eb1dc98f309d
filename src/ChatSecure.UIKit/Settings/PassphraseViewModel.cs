// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Settings;

/// <summary>Changing the passphrase that opens the profile. Only for apps whose key source takes it out of a <see cref="PassphraseBox"/>: any other would go on
/// giving the old key, and the profile would not open again.</summary>
public sealed class PassphraseViewModel : ViewModel
{
    /// <summary>The shortest passphrase, in characters.</summary>
    public const int MinLength = Passwords.MinLength;

    private readonly PassphraseBox _box;
    private readonly UiCommand _change;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="box">From where the app's key source takes the passphrase.</param>
    public PassphraseViewModel(UiContext context, PassphraseBox box)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(box);
        _box = box;
        _change = Command(ChangeAsync, WhyBlocked);
    }

    /// <summary>The passphrase that opens the profile now, as typed. Empty again after every try.</summary>
    public string Passphrase
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>The new one, as typed. Empty again when it holds.</summary>
    public string NewPassphrase
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>The new one once more.</summary>
    public string NewPassphraseAgain
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>How hard the new one is to guess, in words.</summary>
    public string StrengthText => Passwords.Say(NewPassphrase, Brand);

    /// <summary>That it was changed, in words; null for not yet.</summary>
    public string? DoneText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Changes it. <see cref="ViewModel.Problem"/> says why it stays.</summary>
    public IUiCommand ChangeCommand => _change;

    private protected override void Refresh()
    {
        Raise(nameof(StrengthText));
        _change.Raise();
    }

    private void Change(ref string field, string value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            if (value.Length > 0)
            {
                (Problem, DoneText) = (null, null);
            }

            Refresh();
        }
    }

    private string? WhyBlocked() =>
        Passphrase.Length == 0 ? Brand.Text("passphrase.blocked.present")
        : NewPassphrase.Length < MinLength ? Brand.Text("passphrase.blocked.short", ("min", MinLength))
        : NewPassphrase != NewPassphraseAgain ? Brand.Text("account.blocked.passwordsDiffer")
        : null;

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        var secret = Encoding.UTF8.GetBytes(NewPassphrase);
        _box.Put(Passphrase);
        try
        {
            // Deriving a key takes a while, and not on the thread that draws.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await Client.Profile.ChangeKeyAsync(new UnlockSecret(secret), cancellationToken).ConfigureAwait(false);
            await InvokeAsync(() =>
                {
                    (NewPassphrase, NewPassphraseAgain) = (string.Empty, string.Empty);
                    DoneText = Brand.Text("passphrase.changed");
                })
                .ConfigureAwait(false);
        }
        finally
        {
            _box.Clear();
            CryptographicOperations.ZeroMemory(secret);
            await InvokeAsync(() => Passphrase = string.Empty).ConfigureAwait(false);
        }
    }
}
