// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>One line of the table of stream features (RFC 6120, section 4.3): does its part if its turn has come. Without state of its own.</summary>
internal interface INegotiationStep
{
    /// <summary>Does the step, or nothing if it is not needed.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="features">What the server offers now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken);
}
