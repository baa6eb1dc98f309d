// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Errors;

namespace ChatSecure.Core.Accounts;

/// <summary>Adds, removes, connects accounts.</summary>
internal sealed class AccountService(SessionTable sessions, EngineServices services) : IAccounts
{
    public const string PasswordSecret = "password";

    public async Task<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default) =>
        await services.Store.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);

    public async Task AddAsync(AddAccountRequest request, CancellationToken cancellationToken = default)
    {
        var account = request.Settings.Jid;
        if (account.IsEmpty || !account.IsBare || account.Local is null)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "An account's address has the form name@domain.");
        }

        if (!services.Brand.Defaults.AllowsDomain(account.Domain))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "This app allows accounts on its own servers only.");
        }

        var former = await FormerAsync(account, cancellationToken).ConfigureAwait(false);
        var settings = request.Settings with { AddedAt = former?.Settings.AddedAt ?? services.Time.GetUtcNow() };
        await StoreAsync(settings, request.Password, cancellationToken).ConfigureAwait(false);
        try
        {
            var session = new AccountSession(settings, services, request.Register);
            await sessions.ReplaceAsync(account, session).ConfigureAwait(false);
            await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await UndoAsync(account, former).ConfigureAwait(false);
            throw;
        }
    }

    public async Task RemoveAsync(Jid account, bool alsoOnServer = false, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        if (alsoOnServer)
        {
            await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await session.Modules.Registration.CancelAsync(cancellationToken).ConfigureAwait(false);
        }

        await sessions.ReplaceAsync(account, null).ConfigureAwait(false);
        await services.Store.Accounts.RemoveAsync(account, cancellationToken).ConfigureAwait(false);
    }

    public async Task ConnectAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .ConnectAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task DisconnectAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .Client.DisconnectAsync(cancellationToken)
            .ConfigureAwait(false);

    public ConnectionStatus GetStatus(Jid account) =>
        sessions.Find(account)?.Client.Status ?? new ConnectionStatus(ConnectionState.Offline);

    public async Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(Jid account, CancellationToken cancellationToken = default) =>
        await Doctor
            .ExamineAsync(
                await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false),
                services.Store,
                cancellationToken
            )
            .ConfigureAwait(false);

    private async Task<(AccountSettings Settings, byte[]? Password)?> FormerAsync(Jid account, CancellationToken cancellationToken) =>
        await services.Store.Accounts.FindAsync(account, cancellationToken).ConfigureAwait(false) is { } settings
            ? (settings, await services.Store.Vault.GetAsync(account, PasswordSecret, cancellationToken).ConfigureAwait(false))
            : null;

    private async Task StoreAsync(AccountSettings settings, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        await services.Store.Accounts.SaveAsync(settings, cancellationToken).ConfigureAwait(false);
        await services.Store.Vault.SetAsync(settings.Jid, PasswordSecret, password, cancellationToken).ConfigureAwait(false);
    }

    private async Task UndoAsync(Jid account, (AccountSettings Settings, byte[]? Password)? former)
    {
        await sessions.ReplaceAsync(account, null).ConfigureAwait(false);
        if (former is not { } stored)
        {
            await services.Store.Accounts.RemoveAsync(account, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        await StoreAsync(stored.Settings, stored.Password, CancellationToken.None).ConfigureAwait(false);
    }
}
