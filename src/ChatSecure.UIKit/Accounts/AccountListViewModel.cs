// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Accounts;

/// <summary>The accounts of this profile, with how their connections are.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
public sealed class AccountListViewModel(UiContext context) : ViewModel(context)
{
    private readonly Signal _changed = new();
    private IReadOnlyList<AccountSettings> _accounts = [];

    /// <summary>The title.</summary>
    public string Title => Brand.Text("account.list.title");

    /// <summary>The accounts.</summary>
    public ObservableWindow<AccountRow> Rows { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => IsLoaded && Rows.Count == 0 ? Brand.Text("account.list.empty") : null;

    /// <summary>Why no other account can be added, in words; null if one can: by <see cref="SignInViewModel"/>.</summary>
    public string? WhyNoMore => _accounts.Count == 0 ? null : WhyNotOffered(BrandFeature.MultipleAccounts);

    /// <summary>Connects an account, and keeps it connected.</summary>
    /// <param name="account">Which.</param>
    /// <returns>Whether it is online; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ConnectAsync(Jid account) => TryAsync(token => Client.Accounts.StayConnectedAsync(account, token));

    /// <summary>Disconnects an account. What is queued stays queued.</summary>
    /// <param name="account">Which.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DisconnectAsync(Jid account) => TryAsync(token => Client.Accounts.DisconnectAsync(account, token));

    /// <summary>Removes an account with all its messages from this device. Ask the person first, with <c>account.remove.confirm</c>, or <c>account.delete.confirm</c> if
    /// it is to go on the server, too.</summary>
    /// <param name="account">Which.</param>
    /// <param name="alsoOnServer">Whether it is deleted on the server; if that fails, nothing is removed.</param>
    /// <returns>Whether it is gone; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public async Task<bool> RemoveAsync(Jid account, bool alsoOnServer = false)
    {
        var isGone = await TryAsync(token => Client.Accounts.RemoveAsync(account, alsoOnServer, token)).ConfigureAwait(false);
        _changed.Set();
        return isGone;
    }

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(_changed, happened => happened is ConnectionChanged or ProfileLocked, ReadAsync, cancellationToken);

    private protected override void Refresh()
    {
        Rows.Update(
            [.. _accounts.Select(account => AccountRow.Of(account.Jid, Client.Accounts.GetStatus(account.Jid), Brand))],
            row => row.Id
        );
        Raise(nameof(Title));
        Raise(nameof(EmptyText));
        Raise(nameof(WhyNoMore));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var accounts = Client.Profile.IsLocked ? [] : await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                (_accounts, IsLoaded) = (accounts, true);
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
