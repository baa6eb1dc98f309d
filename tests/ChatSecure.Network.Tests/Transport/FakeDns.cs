// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Net;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>Answers from a table and remembers what was asked.</summary>
internal sealed class FakeDns : IDnsLookup
{
    public Dictionary<string, SrvRecord[]> Services { get; } = [];

    public ConcurrentDictionary<string, IPAddress[]> Hosts { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = new();

    public Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken)
    {
        Asked.Enqueue(name);
        return Task.FromResult<IReadOnlyList<SrvRecord>>(Services.GetValueOrDefault(name, []));
    }

    public Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        return Task.FromResult<IReadOnlyList<IPAddress>>(Hosts.GetValueOrDefault(host, []));
    }
}
