// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Stores;

/// <summary>Reads archive cursors. They are written only through <see cref="IChatStore.CommitAsync"/>. Implementations are safe for concurrent use.</summary>
public interface IArchiveCursorStore
{
    /// <summary>Reads a cursor.</summary>
    /// <param name="account">The account that reads the archive.</param>
    /// <param name="archive">Whose archive.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The cursor; null if that archive has never been read.</returns>
    ValueTask<ArchiveCursor?> GetAsync(Jid account, Jid archive, CancellationToken cancellationToken = default);

    /// <summary>The parts of an archive that are known not to have been read, the one found first first.</summary>
    /// <param name="account">The account that reads the archive.</param>
    /// <param name="archive">Whose archive.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The gaps.</returns>
    ValueTask<IReadOnlyList<ArchiveGap>> ListGapsAsync(Jid account, Jid archive, CancellationToken cancellationToken = default);
}
