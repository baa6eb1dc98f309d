// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network;

/// <summary>What a client's stream may run over. All of it is TLS, verified by the same rules.</summary>
public enum TransportChoice
{
    /// <summary>TCP (RFC 6120).</summary>
    Tcp,

    /// <summary>WebSocket (RFC 7395): for networks that let nothing but HTTPS through.</summary>
    WebSocket,

    /// <summary>TCP, and WebSocket where no server can be reached by that.</summary>
    TcpThenWebSocket,
}
