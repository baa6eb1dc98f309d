// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;

namespace ChatSecure.Network.Transport;

/// <summary>What is asked of DNS. A seam: tests answer instead of the network.</summary>
internal interface IDnsLookup
{
    /// <summary>The SRV records of a name, in no order; empty if there are none or no answer came, for then RFC 6120, section 3.2.1 falls back.</summary>
    Task<IReadOnlyList<SrvRecord>> QuerySrvAsync(string name, CancellationToken cancellationToken);

    /// <summary>The addresses of a host, in the order of preference; empty if it has none.</summary>
    Task<IReadOnlyList<IPAddress>> QueryAddressesAsync(string host, CancellationToken cancellationToken);
}
