// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>One secret of an account, in the vault.</summary>
internal sealed class VaultRecord(ISecretVault vault, Jid account, string name) : IClientRecord
{
    public ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken = default) => vault.GetAsync(account, name, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        vault.SetAsync(account, name, content, cancellationToken);

    public ValueTask EraseAsync(CancellationToken cancellationToken = default) => vault.RemoveAsync(account, name, cancellationToken);
}
