// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>A stream on which stanzas may be sent.</summary>
internal sealed record NegotiatedStream
{
    public required XmppStream Stream { get; init; }

    /// <summary>Our full address.</summary>
    public required Jid BoundAddress { get; init; }

    /// <summary>What the server offered after login.</summary>
    public required XmppElement Features { get; init; }

    /// <summary>What was switched on while binding.</summary>
    public required IReadOnlyCollection<string> BoundFeatures { get; init; }

    public required ConnectionDetails Details { get; init; }

    /// <summary>Whether a former stream goes on (XEP-0198).</summary>
    public required bool IsResumed { get; init; }

    /// <summary>Stanzas that came before the stream was ready.</summary>
    public required IReadOnlyList<XmppElement> EarlyStanzas { get; init; }

    /// <summary>What was sent on the former connection and has not arrived.</summary>
    public required IReadOnlyList<byte[]> Unacknowledged { get; init; }
}
