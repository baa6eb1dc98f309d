// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemorySecretVault(InMemoryChatStore store) : ISecretVault
{
    public ValueTask<byte[]?> GetAsync(Jid account, string name, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.Secrets.GetValueOrDefault(name)?.ToArray(), cancellationToken);

    public async ValueTask SetAsync(Jid account, string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        StoreRules.Bare(account);
        await store.InTurn(profile => profile.GetOrAdd(account).Secrets[name] = secret.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(Jid account, string name, CancellationToken cancellationToken = default) =>
        await store
            .InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.Secrets.Remove(name) ?? false, cancellationToken)
            .ConfigureAwait(false);
}
