// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Streams;

/// <summary>The server, verified, sends us to another host (RFC 6120, section 4.9.3.19).</summary>
internal sealed class SeeOtherHostException(HostPort place, string message) : ChatSecureException(ErrorKind.Unreachable, message)
{
    /// <summary>The other host. It must prove to be the same domain as any other.</summary>
    public HostPort Place { get; } = place;
}
