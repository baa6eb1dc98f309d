// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>STARTTLS (RFC 6120, section 5), without which nothing else is said on an unencrypted stream. The request goes out with the stream header: there
/// is nothing that could be learned from waiting.</summary>
internal sealed class StartTlsStep : INegotiationStep
{
    private const string Namespace = "urn:ietf:params:xml:ns:xmpp-tls";

    /// <summary>What goes out with the first stream header.</summary>
    public static XmppElement Request { get; } = new("starttls", Namespace);

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        var stream = negotiation.Stream;
        if (stream.Tls is not null)
        {
            return StepOutcome.Continue;
        }

        if (features.Child("starttls", Namespace) is null)
        {
            throw Insecure("The server, or somebody in between, does not offer STARTTLS.");
        }

        negotiation.Enter(ConnectionPhase.Securing);
        if (!(await stream.ReadAsync(cancellationToken).ConfigureAwait(false)).Is("proceed", Namespace))
        {
            throw Insecure("The server, or somebody in between, refuses STARTTLS.");
        }

        await stream.SecureAsync(cancellationToken).ConfigureAwait(false);
        return StepOutcome.Restart;
    }

    private static ChatSecureException Insecure(string message) => new(ErrorKind.InsecureConnection, message);
}
