// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Takes up the former stream (XEP-0198, section 5), if there is one; otherwise, or if the server has forgotten it, a new one follows.</summary>
internal sealed class ResumeStep : INegotiationStep
{
    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (negotiation.BoundAddress is not null)
        {
            return StepOutcome.Continue;
        }

        var management = negotiation.Management;
        if (
            management.ResumptionId is not { } id
            || negotiation.FormerAddress is null
            || features.Child("sm", StreamManagement.Namespace) is null
        )
        {
            management.Abandon();
            return StepOutcome.Continue;
        }

        negotiation.Enter(ConnectionPhase.Resuming);
        await negotiation.Stream.SendAsync(management.CreateResume(id), cancellationToken).ConfigureAwait(false);
        var answer = await negotiation.Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        switch (answer.Namespace == StreamManagement.Namespace ? answer.Name : null)
        {
            case "resumed":
                Resumption.Accept(negotiation, id, answer);
                return StepOutcome.Ready;
            case "failed":
                Resumption.GiveUp(negotiation, answer);
                return StepOutcome.Continue;
            default:
                throw XmppStream.Unexpected("the resumed stream");
        }
    }
}
