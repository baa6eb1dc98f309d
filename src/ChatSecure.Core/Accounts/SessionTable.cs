// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Core.Accounts;

/// <summary>The accounts that are at work, made from the stored ones when they are first needed.</summary>
internal sealed class SessionTable(EngineServices services) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Jid, AccountSession> _sessions = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly SuspendedAccounts _suspended = new(services.Store);
    private volatile bool _isActive = true;
    private ChatSecureException? _closed;
    private Task _connecting = Task.CompletedTask;

    /// <summary>The account's session, online or not.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account; <see cref="ErrorKind.StorageKey"/>: the profile is
    /// locked.</exception>
    public async Task<AccountSession> GetAsync(Jid account, CancellationToken cancellationToken)
    {
        if (_sessions.TryGetValue(account, out var session))
        {
            return session;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfClosed();
            if (_sessions.TryGetValue(account, out session))
            {
                return session;
            }

            var settings =
                await services.Store.Accounts.FindAsync(account, cancellationToken).ConfigureAwait(false)
                ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such account in this profile; add it first.");
            session = await AccountSession.CreateAsync(settings, services, request: null, cancellationToken).ConfigureAwait(false);
            await AddAsync(session).ConfigureAwait(false);
            return session;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The account's session, which is online.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/> if it is not.</exception>
    public async Task<AccountSession> GetOnlineAsync(Jid account, CancellationToken cancellationToken)
    {
        var session = await GetAsync(account, cancellationToken).ConfigureAwait(false);
        return session.IsOnline
            ? session
            : throw new ChatSecureException(ErrorKind.Disconnected, "The account is not connected; connect it first.");
    }

    public AccountSession? Find(Jid account) => _sessions.GetValueOrDefault(account);

    /// <summary>Those that are at work now.</summary>
    public IEnumerable<AccountSession> All => _sessions.Values;

    /// <summary>Puts a session in place of the former one, which is ended.</summary>
    public async Task ReplaceAsync(Jid account, AccountSession? session)
    {
        _sessions.TryRemove(account, out var former);
        if (former is not null)
        {
            await former.DisposeAsync().ConfigureAwait(false);
        }

        if (session is not null)
        {
            await AddAsync(session).ConfigureAwait(false);
        }
    }

    /// <summary>Tells all servers, now and with each new connection, whether a person is looking (XEP-0352).</summary>
    public async Task SetActiveAsync(bool active, CancellationToken cancellationToken)
    {
        _isActive = active;
        foreach (var session in All)
        {
            await TellActiveAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all sessions, leaves their streams to be resumed, and remembers who was connected.</summary>
    public async Task SuspendAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var connected = Connected.Select(session => (session.Account, session.Modules.Presence.Export())).ToList();
            await EndAllAsync(suspends: true, cancellationToken).ConfigureAwait(false);
            await _suspended.WriteAsync(connected, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Connects, in the background, those who were connected when they were suspended.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var suspended = await _suspended.TakeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (account, presence) in suspended)
        {
            (await GetAsync(account, cancellationToken).ConfigureAwait(false)).Modules.Presence.Import(presence);
        }

        ConnectLater([.. suspended.Select(one => one.Account)]);
    }

    /// <summary>Ends all sessions. Until <see cref="Reopen"/> none is made.</summary>
    /// <param name="reason">What to throw to whoever asks for one meanwhile; null for the usual.</param>
    /// <param name="cancellationToken">Cuts the connections instead of waiting.</param>
    /// <returns>Those that were connected or about to be.</returns>
    public async Task<IReadOnlyList<Jid>> CloseAsync(ChatSecureException? reason, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _closed = reason ?? new ChatSecureException(ErrorKind.Disconnected, "All accounts are offline for a moment.");
            Jid[] connected = [.. Connected.Select(session => session.Account)];
            await EndAllAsync(suspends: false, cancellationToken).ConfigureAwait(false);
            return connected;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends all sessions and connects those anew that were connected, by the rules that hold now. Where none may be made there is nothing to do.</summary>
    public async Task RestartAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_closed is null)
            {
                Jid[] connected = [.. Connected.Select(session => session.Account)];
                await EndAllAsync(suspends: false, CancellationToken.None).ConfigureAwait(false);
                ConnectLater(connected);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sessions may be made again.</summary>
    public void Reopen() => _closed = null;

    /// <summary>Connects accounts in the background, for as long as it takes; how that goes, their status tells.</summary>
    public void ConnectLater(IReadOnlyList<Jid> accounts) =>
        _connecting = Task.WhenAll(accounts.Select(account => ConnectQuietlyAsync(account, _stop.Token)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _connecting.ConfigureAwait(false);
        await EndAllAsync(suspends: false, CancellationToken.None).ConfigureAwait(false);
        _gate.Dispose();
        _stop.Dispose();
    }

    private IEnumerable<AccountSession> Connected =>
        All.Where(session => session.Client.Status.State is ConnectionState.Online or ConnectionState.Connecting);

    private async Task AddAsync(AccountSession session)
    {
        _sessions[session.Account] = session;
        await TellActiveAsync(session, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task TellActiveAsync(AccountSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.Modules.ClientState.SetActiveAsync(_isActive, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Disconnected)
        {
            // The next connection is told.
        }
    }

    private Task EndAllAsync(bool suspends, CancellationToken cancellationToken) =>
        Task.WhenAll(_sessions.Keys.Select(account => EndAsync(account, suspends, cancellationToken)));

    private async Task ConnectQuietlyAsync(Jid account, CancellationToken cancellationToken)
    {
        try
        {
            var session = await GetAsync(account, cancellationToken).ConfigureAwait(false);
            await session.StayConnectedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ChatSecureException or OperationCanceledException or ObjectDisposedException)
        {
            // The account's status says so.
        }
    }

    private async Task EndAsync(Jid account, bool suspends, CancellationToken cancellationToken)
    {
        if (_sessions.TryRemove(account, out var session))
        {
            await session.EndAsync(suspends, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed is { } reason)
        {
            throw new ChatSecureException(reason.Kind, reason.Message) { Condition = reason.Condition };
        }
    }
}
