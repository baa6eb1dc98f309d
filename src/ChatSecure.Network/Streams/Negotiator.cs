// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Network.Streams.Sasl2;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Registration;

namespace ChatSecure.Network.Streams;

/// <summary>Takes a new connection to a stream on which stanzas may be sent, by a table of steps, each in its turn and nothing out of turn.</summary>
internal static class Negotiator
{
    private static readonly INegotiationStep[] _steps =
    [
        new StartTlsStep(),
        new RegistrationStep(),
        new Sasl2Step(),
        new SaslStep(),
        new ResumeStep(),
        new BindStep(),
        new EnableStep(),
    ];

    /// <summary>Negotiates.</summary>
    public static async Task<NegotiatedStream> RunAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        await CompleteAsync(negotiation, cancellationToken).ConfigureAwait(false);
        return Finish(negotiation);
    }

    /// <summary>Negotiates until no step is left that is wanted, which for a negotiation that is only about a token is the login.</summary>
    public static async Task CompleteAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        try
        {
            StepOutcome outcome;
            do
            {
                await OpenAsync(negotiation, cancellationToken).ConfigureAwait(false);
                outcome = await RunStepsAsync(negotiation, cancellationToken).ConfigureAwait(false);
            } while (outcome != StepOutcome.Ready);
        }
        finally
        {
            negotiation.Ahead?.Dispose();
        }
    }

    private static async Task OpenAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        negotiation.Enter(ConnectionPhase.Opening);
        var ahead = negotiation.Stream.Tls is null
            ? StartTlsStep.Request
            : await Sasl2Step.GoAheadAsync(negotiation, cancellationToken).ConfigureAwait(false);
        negotiation.Features = await negotiation
            .Stream.OpenAsync(negotiation.Options.Account, ahead, cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<StepOutcome> RunStepsAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        foreach (var step in _steps)
        {
            var outcome = await step.RunAsync(negotiation, negotiation.Features, cancellationToken).ConfigureAwait(false);
            if (outcome != StepOutcome.Continue)
            {
                return outcome;
            }
        }

        throw XmppStream.Unexpected("a stream that can be used");
    }

    private static NegotiatedStream Finish(Negotiation negotiation) =>
        new()
        {
            Stream = negotiation.Stream,
            BoundAddress = negotiation.BoundAddress!.Value,
            Features = negotiation.Features,
            BoundFeatures = negotiation.BoundFeatures,
            Details = Describe(negotiation, negotiation.Stream.Tls!),
            IsResumed = negotiation.Unacknowledged is not null,
            EarlyStanzas = negotiation.EarlyStanzas,
            Unacknowledged = negotiation.Unacknowledged ?? [],
        };

    private static ConnectionDetails Describe(Negotiation negotiation, SslStream tls)
    {
        var certificate = (X509Certificate2)tls.RemoteCertificate!;
        return new()
        {
            RemoteEndPoint = negotiation.Stream.RemoteEndPoint,
            IsWebSocket = negotiation.Stream.IsWebSocket,
            TlsProtocol = tls.SslProtocol.ToString(),
            CipherSuite = tls.NegotiatedCipherSuite.ToString(),
            CertificateSubject = certificate.Subject,
            CertificateExpiresAt = new DateTimeOffset(certificate.NotAfter),
            CertificatePin = TlsPolicy.PinOf(certificate),
            SaslMechanism = negotiation.Mechanism!,
            ChannelBinding = negotiation.ChannelBinding,
            LacksOfferedBinding = negotiation.LacksOfferedBinding,
            OfferIsProven = negotiation.HasProvenOffer,
            StreamManagement = negotiation.Management.IsEnabled,
            Resumable = negotiation.Management.ResumptionId is not null,
            StreamFeatures =
            [
                .. negotiation.Features.Children.Select(feature =>
                    string.Create(CultureInfo.InvariantCulture, $"{{{feature.Namespace}}}{feature.Name}")
                ),
            ],
        };
    }
}
