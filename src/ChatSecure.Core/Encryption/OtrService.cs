// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Core.Encryption;

/// <summary>Private conversations of all accounts.</summary>
internal sealed class OtrService(SessionTable sessions) : IOtr
{
    public async Task StartAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        await (await GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .StartAsync(peer, cancellationToken)
            .ConfigureAwait(false);

    public async Task EndAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        await (await GetAsync(account, cancellationToken).ConfigureAwait(false)).EndAsync(peer, cancellationToken).ConfigureAwait(false);

    public async Task CompareSecretsAsync(
        Jid account,
        Jid peer,
        string secret,
        string? question = null,
        CancellationToken cancellationToken = default
    ) =>
        await (await GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .CompareSecretsAsync(peer, secret, question, cancellationToken)
            .ConfigureAwait(false);

    public async Task GiveUpComparisonAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        await (await GetAsync(account, cancellationToken).ConfigureAwait(false))
            .GiveUpComparisonAsync(peer, cancellationToken)
            .ConfigureAwait(false);

    public async Task<OtrStatus> StatusAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        await (await GetAsync(account, cancellationToken).ConfigureAwait(false)).StatusAsync(peer, cancellationToken).ConfigureAwait(false);

    /// <summary>What is thrown where OTR is not allowed.</summary>
    public static ChatSecureException NotAllowed() => new(ErrorKind.NotSupported, "This app does not allow OTR.") { Condition = "policy" };

    private async Task<OtrCoordinator> GetAsync(Jid account, CancellationToken cancellationToken) =>
        (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false)).Otr ?? throw NotAllowed();

    private async Task<OtrCoordinator> GetOnlineAsync(Jid account, CancellationToken cancellationToken) =>
        (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false)).Otr ?? throw NotAllowed();
}
