// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryArchiveCursorStore(InMemoryChatStore store) : IArchiveCursorStore
{
    public ValueTask<ArchiveCursor?> GetAsync(Jid account, Jid archive, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.Cursors.GetValueOrDefault(archive), cancellationToken);

    public ValueTask<IReadOnlyList<ArchiveGap>> ListGapsAsync(Jid account, Jid archive, CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<ArchiveGap>>(
            profile => [.. profile.Accounts.GetValueOrDefault(account)?.Gaps.Where(gap => gap.Archive == archive) ?? []],
            cancellationToken
        );
}
