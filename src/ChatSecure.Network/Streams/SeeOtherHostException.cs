// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Streams;

/// <summary>The server, verified, sends us to another host (RFC 6120, section 4.9.3.19) or WebSocket (RFC 7395, section 3.6.1).</summary>
internal sealed class SeeOtherHostException(Redirection place, string message) : ChatSecureException(ErrorKind.Unreachable, message)
{
    /// <summary>Where. It must prove itself like any other.</summary>
    public Redirection Place { get; } = place;
}
