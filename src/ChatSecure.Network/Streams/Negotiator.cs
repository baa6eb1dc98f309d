// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Registration;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Streams;

/// <summary>Takes a new connection to a stream on which stanzas may be sent, by a table of steps, each in its turn and nothing out of turn.</summary>
internal static partial class Negotiator
{
    private static readonly INegotiationStep[] _steps =
    [
        new StartTlsStep(),
        new RegistrationStep(),
        new SaslStep(),
        new ResumeStep(),
        new BindStep(),
        new EnableStep(),
    ];

    /// <summary>Negotiates.</summary>
    public static async Task<NegotiatedStream> RunAsync(Negotiation negotiation, ILogger logger, CancellationToken cancellationToken)
    {
        while (true)
        {
            var features = await negotiation.Stream.OpenAsync(negotiation.Options.Account, cancellationToken).ConfigureAwait(false);
            foreach (var step in _steps)
            {
                LogStep(logger, step.GetType().Name);
                var outcome = await step.RunAsync(negotiation, features, cancellationToken).ConfigureAwait(false);
                if (outcome == StepOutcome.Restart)
                {
                    break;
                }

                if (outcome == StepOutcome.Ready)
                {
                    return Finish(negotiation, features);
                }
            }
        }
    }

    private static NegotiatedStream Finish(Negotiation negotiation, XmppElement features) =>
        new()
        {
            Stream = negotiation.Stream,
            BoundAddress = negotiation.BoundAddress!.Value,
            Features = features,
            Details = Describe(negotiation, negotiation.Stream.Tls!, features),
            IsResumed = negotiation.Unacknowledged is not null,
            EarlyStanzas = negotiation.EarlyStanzas,
            Unacknowledged = negotiation.Unacknowledged ?? [],
        };

    private static ConnectionDetails Describe(Negotiation negotiation, SslStream tls, XmppElement features)
    {
        var certificate = (X509Certificate2)tls.RemoteCertificate!;
        return new()
        {
            RemoteEndPoint = negotiation.Stream.RemoteEndPoint,
            TlsProtocol = tls.SslProtocol.ToString(),
            CipherSuite = tls.NegotiatedCipherSuite.ToString(),
            CertificateSubject = certificate.Subject,
            CertificateExpiresAt = new DateTimeOffset(certificate.NotAfter),
            CertificatePin = TlsPolicy.PinOf(certificate),
            SaslMechanism = negotiation.Mechanism!,
            ChannelBinding = negotiation.ChannelBinding,
            StreamManagement = negotiation.Management.IsEnabled,
            Resumable = negotiation.Management.ResumptionId is not null,
            StreamFeatures =
            [
                .. features.Children.Select(feature =>
                    string.Create(CultureInfo.InvariantCulture, $"{{{feature.Namespace}}}{feature.Name}")
                ),
            ],
        };
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Negotiating the stream: {Step}.")]
    private static partial void LogStep(ILogger logger, string step);
}
