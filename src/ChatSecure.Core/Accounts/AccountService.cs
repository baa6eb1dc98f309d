// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
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

        var former = await services.Store.Accounts.FindAsync(account, cancellationToken).ConfigureAwait(false);
        await DemandAllowedAsync(request, isNew: former is null, cancellationToken).ConfigureAwait(false);
        var secrets = new AccountSecrets(services.Store, account);
        var formerSecrets = await secrets.CopyAsync(cancellationToken).ConfigureAwait(false);
        var settings = request.Settings with { AddedAt = former?.AddedAt ?? services.Time.GetUtcNow() };
        try
        {
            await services.Store.Accounts.SaveAsync(settings, cancellationToken).ConfigureAwait(false);
            await secrets.ResetAsync(request.Password, cancellationToken).ConfigureAwait(false);
            var session = await AccountSession.CreateAsync(settings, services, request, cancellationToken).ConfigureAwait(false);
            await sessions.ReplaceAsync(account, session).ConfigureAwait(false);
            await session.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await sessions.ReplaceAsync(account, null).ConfigureAwait(false);
            if (former is null)
            {
                await services.Store.Accounts.RemoveAsync(account, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await services.Store.Accounts.SaveAsync(former, CancellationToken.None).ConfigureAwait(false);
                await secrets.RestoreAsync(formerSecrets, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            foreach (var secret in formerSecrets)
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    // Not only not shown: links and other programs lead here, too.
    private async Task DemandAllowedAsync(AddAccountRequest request, bool isNew, CancellationToken cancellationToken)
    {
        if (request.Register)
        {
            BrandRules.Demand(services.Brand, BrandFeature.Registration);
        }

        if (isNew && (await services.Store.Accounts.ListAsync(cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            BrandRules.Demand(services.Brand, BrandFeature.MultipleAccounts);
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
        else if (session.IsOnline)
        {
            await session.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }

        await sessions.ReplaceAsync(account, null).ConfigureAwait(false);
        await new AccountRecords(services.Store.Records, account).EraseAsync(cancellationToken).ConfigureAwait(false);
        await services.Store.Accounts.RemoveAsync(account, cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangePasswordAsync(Jid account, ReadOnlyMemory<byte> password, CancellationToken cancellationToken = default) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Password.RunAsync(password, cancellationToken)
            .ConfigureAwait(false);

    public async Task<int> MoveAsync(Jid account, Jid newAccount, CancellationToken cancellationToken = default)
    {
        if (account == newAccount)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "An account moves to another one.");
        }

        var from = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        var to = await sessions.GetOnlineAsync(newAccount, cancellationToken).ConfigureAwait(false);
        await from.Moves.PublishAsync(newAccount, cancellationToken).ConfigureAwait(false);
        var told = 0;
        foreach (var contact in await from.Moves.WitnessesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (contact.Jid != newAccount)
            {
                await to.Moves.TellAsync(contact, account, cancellationToken).ConfigureAwait(false);
                told++;
            }
        }

        return told;
    }

    public async Task<InvitationLink> InviteAsync(
        Jid account,
        NewInvitation? invitation = null,
        CancellationToken cancellationToken = default
    ) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Invites.CreateAsync(invitation ?? new(), cancellationToken)
            .ConfigureAwait(false);

    public ChatLink? ReadLink(string uri) => Links.Read(uri);

    public async Task ConnectAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .ConnectAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task StayConnectedAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .StayConnectedAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task DisconnectAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .Client.DisconnectAsync(cancellationToken)
            .ConfigureAwait(false);

    public void NetworkChanged()
    {
        foreach (var session in sessions.All)
        {
            session.Client.NetworkChanged();
        }
    }

    public Task SetActiveAsync(bool active, CancellationToken cancellationToken = default) =>
        sessions.SetActiveAsync(active, cancellationToken);

    public Task SuspendAsync(CancellationToken cancellationToken = default) => sessions.SuspendAsync(cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken = default) => sessions.ResumeAsync(cancellationToken);

    public ConnectionStatus GetStatus(Jid account) =>
        sessions.Find(account)?.Client.Status ?? new ConnectionStatus(ConnectionState.Offline);

    public async Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(Jid account, CancellationToken cancellationToken = default) =>
        await Doctor
            .ExamineAsync(
                await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false),
                services.Store,
                services.Brand,
                services.Time,
                cancellationToken
            )
            .ConfigureAwait(false);
}
