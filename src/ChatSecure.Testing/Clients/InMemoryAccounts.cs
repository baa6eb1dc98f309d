// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryAccounts(InMemoryChatClient client) : IAccounts
{
    private IReadOnlyList<Jid> _suspended = [];

    public async Task<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default) =>
        await client.Store.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);

    public async Task AddAsync(AddAccountRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        client.ThrowIfScripted();
        var account = request.Settings.Jid;
        if (!account.IsBare || account.Local is null)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "An account has a bare address with a name.");
        }

        Reach();
        if (request.Register)
        {
            if (client.Network.Knows(account))
            {
                throw new ChatSecureException(ErrorKind.Protocol, "The name is taken.") { Condition = "conflict" };
            }

            client.Network.AddAccount(account, request.Password);
        }
        else if (!client.Network.Accepts(account, request.Password.Span))
        {
            throw new ChatSecureException(ErrorKind.AuthenticationFailed, "The name or password is wrong.");
        }

        await client.Store.Accounts.SaveAsync(request.Settings, cancellationToken).ConfigureAwait(false);
        await client.GetOrAddSession(account).GoOnlineAsync().ConfigureAwait(false);
    }

    public async Task RemoveAsync(Jid account, bool alsoOnServer = false, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (alsoOnServer)
        {
            Reach();
            client.Network.Remove(account);
        }

        await session.GoOfflineAsync(null).ConfigureAwait(false);
        await client.Store.Accounts.RemoveAsync(account, cancellationToken).ConfigureAwait(false);
        client.Forget(account);
    }

    public async Task ConnectAsync(Jid account, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        try
        {
            Reach();
        }
        catch (ChatSecureException exception)
        {
            session.Show(new(ConnectionState.Failed, exception.Kind));
            throw;
        }

        await session.GoOnlineAsync().ConfigureAwait(false);
    }

    public async Task DisconnectAsync(Jid account, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        await session.GoOfflineAsync(null).ConfigureAwait(false);
    }

    public void NetworkChanged() { }

    public Task SetActiveAsync(bool active, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task SuspendAsync(CancellationToken cancellationToken = default)
    {
        var online = client.Sessions().Where(session => session.IsOnline).ToArray();
        _suspended = [.. online.Select(session => session.Account)];
        foreach (var session in online)
        {
            await session.GoOfflineAsync(null).ConfigureAwait(false);
        }
    }

    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        foreach (var account in _suspended)
        {
            await client.GetOrAddSession(account).GoOnlineAsync().ConfigureAwait(false);
        }
    }

    public ConnectionStatus GetStatus(Jid account) => client.GetOrAddSession(account).Status;

    public async Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        return client.Findings;
    }

    public Task ChangePasswordAsync(Jid account, ReadOnlyMemory<byte> password, CancellationToken cancellationToken = default) =>
        client.RefuseAsync<bool>("This network knows no passwords.");

    public Task<int> MoveAsync(Jid account, Jid newAccount, CancellationToken cancellationToken = default) =>
        client.RefuseAsync<int>("Nobody moves on this network.");

    public Task<InvitationLink> InviteAsync(Jid account, string? name = null, CancellationToken cancellationToken = default) =>
        client.RefuseAsync<InvitationLink>("There are no invitations on this network.");

    public ChatLink? ReadLink(string uri) =>
        !XmppUri.TryParse(uri, out var link) || !link.Address.IsBare ? null
        : link.Action is null ? new(ChatLinkKind.Address, link.Address)
        : link.Action == "message" ? new(ChatLinkKind.Message, link.Address) { Body = link.Parameters.GetValueOrDefault("body") }
        : null;

    private void Reach()
    {
        if (!client.Network.IsReachable)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The server does not answer.");
        }
    }
}
