// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryOutboxStore(InMemoryChatStore store) : IOutboxStore
{
    public ValueTask<IReadOnlyList<OutboxEntry>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<OutboxEntry>>(
            profile => profile.Accounts.TryGetValue(account, out var found) ? [.. found.Outbox] : [],
            cancellationToken
        );

    public ValueTask<IReadOnlyList<OwedReport>> ListOwedAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<OwedReport>>(
            profile => profile.Accounts.TryGetValue(account, out var found) ? [.. found.Owed] : [],
            cancellationToken
        );
}
