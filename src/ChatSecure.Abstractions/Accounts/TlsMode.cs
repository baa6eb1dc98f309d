// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Accounts;

/// <summary>How a connection becomes encrypted. There is no third way.</summary>
public enum TlsMode
{
    /// <summary>Starts in the clear and must become TLS before anything else (RFC 6120, section 5).</summary>
    StartTls,

    /// <summary>TLS from the first byte (XEP-0368).</summary>
    Direct,
}
