// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Reads the outbox. It is written only through <see cref="IChatStore.CommitAsync"/>. Implementations are safe for concurrent use.</summary>
public interface IOutboxStore
{
    /// <summary>Everything that an account still has to send, in the order in which it was queued.</summary>
    /// <param name="account">Whose outbox.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries.</returns>
    ValueTask<IReadOnlyList<OutboxEntry>> ListAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Everything that others are still to be told of messages that came to an account, in the order in which it came to be owed.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What is owed.</returns>
    ValueTask<IReadOnlyList<OwedReport>> ListOwedAsync(Jid account, CancellationToken cancellationToken = default);
}
