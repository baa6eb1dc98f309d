// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>What the profile holds of one account for its logins.</summary>
internal sealed class AccountSecrets(IChatStore store, Jid account)
{
    private readonly VaultRecord _password = new(store.Vault, account, "password");

    // Not in the vault: that goes into backups, and what is restored from one is another installation.
    private readonly ConnectionStateRecord _installation = new(store.Connections, account, ConnectionRecord.Installation);

    // Which of two passwords logins are tried with, and which one the present login was given; null for none, as one with a token.
    private volatile bool _triesNext;
    private volatile string? _given;

    /// <summary>A password that the server was asked to take, as long as it has not answered.</summary>
    public IClientRecord Next { get; } = new VaultRecord(store.Vault, account, "password.next");

    /// <summary>What the server offered at former logins.</summary>
    public IClientRecord Login { get; } = new ConnectionStateRecord(store.Connections, account, ConnectionRecord.Login);

    /// <summary>The token for quick logins.</summary>
    public IClientRecord Token { get; } = new ConnectionStateRecord(store.Connections, account, ConnectionRecord.FastToken);

    /// <summary>A stream that was left for the next process to resume.</summary>
    public IClientRecord Resumption { get; } = new ConnectionStateRecord(store.Connections, account, ConnectionRecord.Resumption);

    private IReadOnlyList<IClientRecord> All => [_password, Next, _installation, Login, Token, Resumption];

    /// <summary>The password to log in with, which the caller zeroes.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.AuthenticationFailed"/>: there is none.</exception>
    public async ValueTask<byte[]> GetPasswordAsync(CancellationToken cancellationToken)
    {
        if (_triesNext && await Next.ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            _given = nameof(Next);
            return next;
        }

        var password =
            await _password.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.AuthenticationFailed, "No password is stored for this account; add it again.");
        _given = nameof(_password);
        return password;
    }

    /// <summary>A login begins: nothing is known yet of what it is tried with.</summary>
    public void BeginLogin() => _given = null;

    /// <summary>Where the server was asked to take another password and has not answered, the next login is tried with the other one of the two.</summary>
    /// <returns>Whether there are two.</returns>
    public async Task<bool> TryOtherAsync(CancellationToken cancellationToken)
    {
        if (await Next.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } next)
        {
            return false;
        }

        CryptographicOperations.ZeroMemory(next);
        _triesNext = !_triesNext;
        return true;
    }

    /// <summary>A login went well: the password that it was given is the one that holds. A login without one proves nothing.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        switch (_given)
        {
            case nameof(Next):
                await AdoptNextAsync(cancellationToken).ConfigureAwait(false);
                break;
            case nameof(_password):
                await Next.EraseAsync(cancellationToken).ConfigureAwait(false);
                break;
            default:
                return;
        }

        (_given, _triesNext) = (null, false);
    }

    /// <summary>The password that the server was asked to take is the password. The token for quick logins belonged to the former one.</summary>
    public async Task AdoptNextAsync(CancellationToken cancellationToken)
    {
        if (await Next.ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            await _password.WriteAsync(next, cancellationToken).ConfigureAwait(false);
            await Token.EraseAsync(cancellationToken).ConfigureAwait(false);
            await Next.EraseAsync(cancellationToken).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(next);
        }
    }

    /// <summary>The name of this installation of the account, made when it is first asked for.</summary>
    public async ValueTask<Guid> GetInstallationAsync(CancellationToken cancellationToken)
    {
        if (await _installation.ReadAsync(cancellationToken).ConfigureAwait(false) is { Length: 16 } stored)
        {
            return new Guid(stored);
        }

        var installation = Guid.NewGuid();
        await _installation.WriteAsync(installation.ToByteArray(), cancellationToken).ConfigureAwait(false);
        return installation;
    }

    /// <summary>Begins anew, with a password alone: what is remembered of an account that was set up before may not hold for it any longer.</summary>
    public async Task ResetAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        foreach (var record in All)
        {
            await record.EraseAsync(cancellationToken).ConfigureAwait(false);
        }

        await _password.WriteAsync(password, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A copy of all, for <see cref="RestoreAsync"/>, which the caller zeroes.</summary>
    public async Task<IReadOnlyList<byte[]?>> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new List<byte[]?>();
        foreach (var record in All)
        {
            copy.Add(await record.ReadAsync(cancellationToken).ConfigureAwait(false));
        }

        return copy;
    }

    /// <summary>Puts back what was there.</summary>
    public async Task RestoreAsync(IReadOnlyList<byte[]?> copy, CancellationToken cancellationToken)
    {
        foreach (var (record, content) in All.Zip(copy))
        {
            if (content is null)
            {
                await record.EraseAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await record.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
