// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>Who asked not to be sent encrypted messages (XEP-0384, section 5.7), in the store.</summary>
internal sealed class OptOuts(StoreWork work)
{
    private const string Table = "omemo.opt-out";

    /// <summary>The reason that somebody gave; empty for none, null if there is no such wish.</summary>
    public async ValueTask<string?> FindAsync(Jid peer, CancellationToken cancellationToken) =>
        await work.GetAsync(Table, peer.ToString(), cancellationToken).ConfigureAwait(false) is { } record
            ? Encoding.UTF8.GetString(record)
            : null;

    public async ValueTask NoteAsync(Jid peer, string? reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(peer, cancellationToken).ConfigureAwait(false) == reason)
        {
            return;
        }

        if (reason is null)
        {
            work.Delete(Table, peer.ToString());
        }
        else
        {
            work.Put(Table, peer.ToString(), Encoding.UTF8.GetBytes(reason));
        }
    }
}
