// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace ChatSecure.Network.Transport;

/// <summary>SRV through DnsClient with the system's name servers; addresses through the system itself, so that its hosts file counts.</summary>
internal sealed class SystemDns : IDnsLookup
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    // Reading the system's name servers costs time and may fail, and is not needed where the server is given.
    private readonly Lazy<LookupClient> _client = new(() =>
        new LookupClient(
            new LookupClientOptions
            {
                Timeout = _timeout,
                Retries = 1,
                UseCache = true,
            }
        )
    );

    public async Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.Value.QueryAsync(name, QueryType.SRV, QueryClass.IN, cancellationToken).ConfigureAwait(false);
            return
            [
                .. response
                    .Answers.SrvRecords()
                    .Select(record => new SrvRecord(record.Target.Value, record.Port, record.Priority, record.Weight)),
            ];
        }
        catch (Exception e) when (e is DnsResponseException or SocketException or InvalidOperationException)
        {
            return [];
        }
    }

    public async Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
