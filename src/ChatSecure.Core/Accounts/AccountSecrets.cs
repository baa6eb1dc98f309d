// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>What the vault holds of one account for its logins.</summary>
internal sealed class AccountSecrets(ISecretVault vault, Jid account)
{
    private const string PasswordName = "password";
    private const string InstallationName = "installation";
    private const string LoginName = "login";
    private const string TokenName = "token";
    private static readonly string[] Names = [PasswordName, InstallationName, LoginName, TokenName];

    /// <summary>What the server offered at former logins.</summary>
    public IClientRecord Login { get; } = new VaultRecord(vault, account, LoginName);

    /// <summary>The token for quick logins.</summary>
    public IClientRecord Token { get; } = new VaultRecord(vault, account, TokenName);

    /// <summary>The password, which the caller zeroes.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.AuthenticationFailed"/>: there is none.</exception>
    public async ValueTask<byte[]> GetPasswordAsync(CancellationToken cancellationToken) =>
        await vault.GetAsync(account, PasswordName, cancellationToken).ConfigureAwait(false)
        ?? throw new ChatSecureException(ErrorKind.AuthenticationFailed, "No password is stored for this account; add it again.");

    /// <summary>The name of this installation of the account, made when it is first asked for.</summary>
    public async ValueTask<Guid> GetInstallationAsync(CancellationToken cancellationToken)
    {
        if (await vault.GetAsync(account, InstallationName, cancellationToken).ConfigureAwait(false) is { Length: 16 } stored)
        {
            return new Guid(stored);
        }

        var installation = Guid.NewGuid();
        await vault.SetAsync(account, InstallationName, installation.ToByteArray(), cancellationToken).ConfigureAwait(false);
        return installation;
    }

    /// <summary>Begins anew, with a password alone: what is remembered of an account that was set up before may not hold for it any longer.</summary>
    public async Task ResetAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            await vault.RemoveAsync(account, name, cancellationToken).ConfigureAwait(false);
        }

        await vault.SetAsync(account, PasswordName, password, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A copy of all, for <see cref="RestoreAsync"/>, which the caller zeroes.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new Dictionary<string, byte[]>();
        foreach (var name in Names)
        {
            if (await vault.GetAsync(account, name, cancellationToken).ConfigureAwait(false) is { } secret)
            {
                copy[name] = secret;
            }
        }

        return copy;
    }

    /// <summary>Puts back what was there.</summary>
    public async Task RestoreAsync(IReadOnlyDictionary<string, byte[]> copy, CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            if (!copy.TryGetValue(name, out var secret))
            {
                await vault.RemoveAsync(account, name, cancellationToken).ConfigureAwait(false);
                continue;
            }

            await vault.SetAsync(account, name, secret, cancellationToken).ConfigureAwait(false);
        }
    }
}
