// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
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

            await AskAsync(request, cancellationToken).ConfigureAwait(false);
            client.Network.AddAccount(account, request.Password);
        }
        else if (!client.Network.Accepts(account, request.Password.Span))
        {
            throw new ChatSecureException(ErrorKind.AuthenticationFailed, "The name or password is wrong.");
        }

        await client.Store.Accounts.SaveAsync(request.Settings, cancellationToken).ConfigureAwait(false);
        await client.GetOrAddSession(account).GoOnlineAsync().ConfigureAwait(false);
    }

    private async Task AskAsync(AddAccountRequest request, CancellationToken cancellationToken)
    {
        if (
            client.Network.RegistrationForm is { } form
            && (request.FillForm is not { } fill || await fill(form, cancellationToken).ConfigureAwait(false) is null)
        )
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The network asks for more than a name and a password.");
        }
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
            session.Show(new(ConnectionState.Offline, exception.Kind));
            throw;
        }

        await session.GoOnlineAsync().ConfigureAwait(false);
    }

    public async Task StayConnectedAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await client.SessionAsync(account, cancellationToken).ConfigureAwait(false)).StayOnlineAsync().ConfigureAwait(false);

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
            await client.GetOrAddSession(account).StayOnlineAsync().ConfigureAwait(false);
        }
    }

    public ConnectionStatus GetStatus(Jid account) => client.GetOrAddSession(account).Status;

    public async Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return client.Findings;
    }

    public async Task ChangePasswordAsync(Jid account, ReadOnlyMemory<byte> password, CancellationToken cancellationToken = default)
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        if (password.IsEmpty)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A password is not empty.");
        }

        client.Network.AddAccount(account, password);
    }

    public async Task<int> MoveAsync(Jid account, Jid newAccount, CancellationToken cancellationToken = default)
    {
        var old = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        await client.OnlineSessionAsync(newAccount, cancellationToken).ConfigureAwait(false);
        if (account == newAccount)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "It is the same account.");
        }

        client.Network.With(account, known => known.MovedTo = newAccount);
        var contacts = await client.Store.Roster.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var told = contacts.Where(contact => contact.Subscription is SubscriptionState.Both or SubscriptionState.From).ToList();
        foreach (var contact in told)
        {
            await old.SendAsync(new MoveParcel(account, contact.Jid, newAccount)).ConfigureAwait(false);
            await client.Contacts.AddAsync(newAccount, contact.Jid, contact.Name, cancellationToken).ConfigureAwait(false);
        }

        return told.Count;
    }

    public async Task<InvitationLink> InviteAsync(
        Jid account,
        NewInvitation? invitation = null,
        CancellationToken cancellationToken = default
    )
    {
        await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        var wanted = invitation ?? new();
        var validity = wanted.Validity ?? TimeSpan.FromDays(7);
        if (
            validity <= TimeSpan.Zero
            || validity > TimeSpan.FromDays(30)
            || wanted is { AllowsRegistration: true } and not { For: null, Validity: null }
        )
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There can be no such invitation.");
        }

        var token = $"{Guid.NewGuid():N}";
        var end = client.Network.Time.GetUtcNow() + validity;
        client.Network.With(account, known => known.Invitations.TryAdd(token, (end, wanted.For?.Bare)));
        List<(string, string)> parameters = [("preauth", token)];
        if (wanted.AllowsRegistration)
        {
            parameters.Add(("ibr", "y"));
        }

        if (wanted.Name is { } name)
        {
            parameters.Add(("name", name));
        }

        return new(XmppUri.Create(account, "roster", [.. parameters]).ToString(), null, end, wanted.AllowsRegistration);
    }

    public ChatLink? ReadLink(string uri) => InMemoryLinks.Read(uri);

    private void Reach()
    {
        if (!client.Network.IsReachable)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The server does not answer.");
        }
    }
}
