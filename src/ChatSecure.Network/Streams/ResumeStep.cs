// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Takes up the former stream (XEP-0198, section 5), if there is one; otherwise, or if the server has forgotten it, a new one follows.</summary>
internal sealed class ResumeStep : INegotiationStep
{
    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        var management = negotiation.Management;
        if (
            management.ResumptionId is not { } id
            || negotiation.FormerAddress is not { } formerAddress
            || features.Child("sm", StreamManagement.Namespace) is null
        )
        {
            management.Abandon();
            return StepOutcome.Continue;
        }

        var resume = new XmppElement("resume", StreamManagement.Namespace)
        {
            ["previd"] = id,
            ["h"] = management.Handled(0).ToString(CultureInfo.InvariantCulture),
        };
        await negotiation.Stream.SendAsync(resume, cancellationToken).ConfigureAwait(false);
        var answer = await negotiation.Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        var hasCount = StreamManagement.TryReadCount(answer, out var h);
        if (answer.Is("resumed", StreamManagement.Namespace) && hasCount && answer["previd"] == id)
        {
            if (!management.TryResume(h, out var unacknowledged))
            {
                management.Abandon();
                throw UnrecoverableStreamException.TooHighCount();
            }

            negotiation.BoundAddress = formerAddress;
            negotiation.Unacknowledged = unacknowledged;
            return StepOutcome.Ready;
        }

        if (!answer.Is("failed", StreamManagement.Namespace))
        {
            throw XmppStream.Unexpected("the resumed stream");
        }

        // A server that still knows the counter tells it, so that what arrived does not count as lost.
        if (hasCount)
        {
            management.TryAcknowledge(h);
        }

        management.Abandon();
        return StepOutcome.Continue;
    }
}
