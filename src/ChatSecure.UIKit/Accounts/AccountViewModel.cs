// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Accounts;

/// <summary>The page about one account: its connection, its password, moving elsewhere.</summary>
public sealed class AccountViewModel : ViewModel
{
    private const string ConnectionArea = "connection";

    private readonly UiCommand _connect;
    private readonly UiCommand _disconnect;
    private readonly UiCommand _changePassword;
    private readonly UiCommand _look;
    private IReadOnlyList<DoctorFinding> _findings = [];

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Which account.</param>
    public AccountViewModel(UiContext context, Jid account)
        : base(context)
    {
        Account = account;
        _connect = Command(
            token => Client.Accounts.StayConnectedAsync(account, token),
            () => State is ConnectionState.Online or ConnectionState.Connecting ? StateText : null
        );
        _disconnect = Command(
            token => Client.Accounts.DisconnectAsync(account, token),
            () => State == ConnectionState.Offline ? StateText : null
        );
        _changePassword = Command(ChangePasswordAsync, WhyNoPassword);
        _look = Command(LookAsync, () => WhyOffline(account));
    }

    /// <summary>The account.</summary>
    public Jid Account { get; }

    /// <summary>Where its connection stands.</summary>
    public ConnectionState State => Client.Accounts.GetStatus(Account).State;

    /// <summary>The same in words: of a failure, what happened and what to do.</summary>
    public string StateText => AccountRow.Of(Account, Client.Accounts.GetStatus(Account), Brand).StateText;

    /// <summary>Connects the account, and keeps it connected.</summary>
    public IUiCommand ConnectCommand => _connect;

    /// <summary>Disconnects the account. What is queued stays queued.</summary>
    public IUiCommand DisconnectCommand => _disconnect;

    /// <summary>How the connection is: TLS, certificate, login. Empty before <see cref="LookCommand"/>.</summary>
    public ObservableWindow<DoctorRow> Connection { get; } = [];

    /// <summary>Looks how the connection is.</summary>
    public IUiCommand LookCommand => _look;

    /// <summary>The new password, as typed. Empty again when it holds.</summary>
    public string NewPassword
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>The new password once more.</summary>
    public string NewPasswordAgain
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>How hard the new password is to guess, in words.</summary>
    public string StrengthText => Passwords.Say(NewPassword, Brand);

    /// <summary>Changes the password, on the server and here.</summary>
    public IUiCommand ChangePasswordCommand => _changePassword;

    /// <summary>What went well last, in words; null for nothing yet.</summary>
    public string? DoneText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Moves to another account of this profile: contacts are told and asked from there. The old account stays until it is removed.</summary>
    /// <param name="newAccount">Which.</param>
    /// <returns>Whether contacts were told; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> MoveAsync(Jid newAccount) =>
        TryAsync(async token =>
        {
            var count = await Client.Accounts.MoveAsync(Account, newAccount, token).ConfigureAwait(false);
            await InvokeAsync(() => DoneText = Brand.Text("account.moved", ("count", count), ("address", newAccount.ToString())))
                .ConfigureAwait(false);
        });

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in Client.EventsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (happened is EventsLost || (happened is ConnectionChanged && happened.Account == Account))
            {
                await InvokeAsync(Refresh).ConfigureAwait(false);
            }
        }
    }

    private protected override void Refresh()
    {
        Connection.Update([.. _findings.Select((finding, index) => DoctorRow.Of(finding, index, Brand))], row => row.Id);
        Raise(nameof(State));
        Raise(nameof(StateText));
        Raise(nameof(StrengthText));
        foreach (var command in new[] { _connect, _disconnect, _changePassword, _look })
        {
            command.Raise();
        }
    }

    private void Change(ref string field, string value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            (Problem, DoneText) = (null, null);
            Raise(nameof(StrengthText));
            _changePassword.Raise();
        }
    }

    private string? WhyNoPassword() =>
        WhyOffline(Account)
        ?? (
            NewPassword.Length < Passwords.MinLength ? Brand.Text("onboarding.blocked.password", ("min", Passwords.MinLength))
            : NewPassword != NewPasswordAgain ? Brand.Text("account.blocked.passwordsDiffer")
            : null
        );

    private async Task ChangePasswordAsync(CancellationToken cancellationToken)
    {
        var password = Encoding.UTF8.GetBytes(NewPassword);
        try
        {
            await Client.Accounts.ChangePasswordAsync(Account, password, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        await InvokeAsync(() =>
            {
                (NewPassword, NewPasswordAgain) = (string.Empty, string.Empty);
                DoneText = Brand.Text("account.passwordChanged");
            })
            .ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var findings = await Client.Accounts.DiagnoseAsync(Account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _findings = [.. findings.Where(finding => finding.Area == ConnectionArea)];
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
