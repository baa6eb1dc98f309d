// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>The accounts of a profile. Implementations are safe for concurrent use.</summary>
public interface IAccountStore
{
    /// <summary>All accounts, ordered by address.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The accounts.</returns>
    ValueTask<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds an account.</summary>
    /// <param name="account">Its bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The account; null if there is none.</returns>
    ValueTask<AccountSettings?> FindAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Stores an account, new or changed.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SaveAsync(AccountSettings account, CancellationToken cancellationToken = default);

    /// <summary>Removes an account with everything that belongs to it: messages, files, keys, roster, rooms, outbox, cursors, secrets.</summary>
    /// <param name="account">Its bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> RemoveAsync(Jid account, CancellationToken cancellationToken = default);
}
