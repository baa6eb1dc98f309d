// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>How far an outgoing message has come. States only move forward; <see cref="Failed"/> is final and is reached from <see cref="Queued"/>,
/// <see cref="Sent"/> and <see cref="Acked"/> (the recipient's server can still return it), not once the recipient has it. Incoming messages are <see cref="Received"/> or <see cref="Displayed"/> (read here).</summary>
public enum DeliveryState
{
    /// <summary>Stored in the outbox, not yet written to a connection.</summary>
    Queued,

    /// <summary>Written to a connection, not yet acknowledged by the server.</summary>
    Sent,

    /// <summary>The server has taken it over (XEP-0198 acknowledgement).</summary>
    Acked,

    /// <summary>A device of the recipient has received it (XEP-0184); for an incoming message: it is here.</summary>
    Received,

    /// <summary>The recipient has seen it (XEP-0333); for an incoming message: we have read it.</summary>
    Displayed,

    /// <summary>It will not be delivered; <see cref="ChatMessage.FailureReason"/> says why.</summary>
    Failed,
}
