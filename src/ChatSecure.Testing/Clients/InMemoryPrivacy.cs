// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Privacy;

namespace ChatSecure.Testing.Clients;

/// <summary>What each account tells others.</summary>
internal sealed class InMemoryPrivacy(InMemoryChatClient client) : IPrivacy
{
    private static readonly PrivacySettings _usual = new();

    private readonly ConcurrentDictionary<Jid, PrivacySettings> _chosen = [];

    public PrivacySettings Of(Jid account) => _chosen.GetValueOrDefault(account, _usual);

    public async Task<PrivacySettings> GetAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return Of(account);
    }

    public async Task SetAsync(Jid account, PrivacySettings? settings, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        _chosen[account] = settings ?? _usual;
    }
}
