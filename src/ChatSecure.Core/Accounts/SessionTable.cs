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

    /// <summary>The account's session, online or not.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account.</exception>
    public async Task<AccountSession> GetAsync(Jid account, CancellationToken cancellationToken)
    {
        if (_sessions.TryGetValue(account, out var session))
        {
            return session;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_sessions.TryGetValue(account, out session))
            {
                return session;
            }

            var settings =
                await services.Store.Accounts.FindAsync(account, cancellationToken).ConfigureAwait(false)
                ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such account in this profile; add it first.");
            session = await AccountSession.CreateAsync(settings, services, register: false, cancellationToken).ConfigureAwait(false);
            _sessions[account] = session;
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
            _sessions[account] = session;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sessions.Keys.Select(account => ReplaceAsync(account, null))).ConfigureAwait(false);
        _gate.Dispose();
    }
}
