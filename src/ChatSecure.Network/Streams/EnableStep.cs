// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Switches stream management on (XEP-0198, section 3), where the server offers it. The <c>location</c> that it may give for a resumption is not
/// used: where to connect is told by DNS or the options.</summary>
internal sealed class EnableStep : INegotiationStep
{
    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (features.Child("sm", StreamManagement.Namespace) is null)
        {
            return StepOutcome.Ready;
        }

        var enable = new XmppElement("enable", StreamManagement.Namespace) { ["resume"] = "true" };
        await negotiation.Stream.SendAsync(enable, cancellationToken).ConfigureAwait(false);
        var answer = await negotiation.ReadAnswerAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Is("enabled", StreamManagement.Namespace))
        {
            negotiation.Management.Enable(answer["resume"] is "true" or "1" ? answer["id"] : null);
        }
        else if (!answer.Is("failed", StreamManagement.Namespace))
        {
            throw XmppStream.Unexpected("stream management");
        }

        return StepOutcome.Ready;
    }
}
