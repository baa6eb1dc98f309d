// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Transport;

/// <summary>What a proxy speaks.</summary>
internal enum ProxyKind
{
    /// <summary>SOCKS5 (RFC 1928).</summary>
    Socks5,

    /// <summary>HTTP with the method CONNECT (RFC 9110, section 9.3.6).</summary>
    Http,
}
