// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Switches stream management on (XEP-0198, section 3), where the server offers it and the binding has not done so.</summary>
internal sealed class EnableStep : INegotiationStep
{
    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (negotiation.Management.IsEnabled || features.Child("sm", StreamManagement.Namespace) is null)
        {
            return StepOutcome.Ready;
        }

        if (!negotiation.IsEnableSent)
        {
            await negotiation.Stream.SendAsync(StreamManagement.CreateEnable(), cancellationToken).ConfigureAwait(false);
        }

        var answer = await negotiation.ReadAnswerAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Is("enabled", StreamManagement.Namespace))
        {
            negotiation.Management.Enable(answer);
        }
        else if (!answer.Is("failed", StreamManagement.Namespace))
        {
            throw XmppStream.Unexpected("stream management");
        }

        return StepOutcome.Ready;
    }
}
