// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Testing.Clients;

/// <summary>Private conversations are not played: as in an app that does not allow them, every call says so.</summary>
internal sealed class InMemoryOtr(InMemoryChatClient client) : IOtr
{
    public Task StartAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task EndAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task CompareSecretsAsync(
        Jid account,
        Jid peer,
        string secret,
        string? question = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync();

    public Task GiveUpComparisonAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) => RefuseAsync();

    public async Task<OtrStatus> StatusAsync(Jid account, Jid peer, CancellationToken cancellationToken = default)
    {
        await RefuseAsync().ConfigureAwait(false);
        return new(OtrState.Plaintext);
    }

    private Task RefuseAsync()
    {
        client.ThrowIfScripted();
        throw new ChatSecureException(ErrorKind.NotSupported, "This app does not allow OTR.");
    }
}
