// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.ContentEncryption;

/// <summary>What is known of the stanza around an envelope.</summary>
/// <param name="From">Who sent it, checked.</param>
/// <param name="To">To whom: the address of the stanza, which for what our other device sent is the peer.</param>
/// <param name="SentAt">When it was sent: the stamp of a server that is trusted to know (XEP-0203), else now.</param>
public sealed record EnvelopeContext(Jid From, Jid To, DateTimeOffset SentAt)
{
    /// <summary>How far the time inside may lie from <see cref="SentAt"/>, both ways.</summary>
    public TimeSpan Tolerance { get; init; } = ContentEnvelope.DefaultTolerance;
}
