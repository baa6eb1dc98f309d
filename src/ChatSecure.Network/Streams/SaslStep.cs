// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Login by the SASL profile of RFC 6120, section 6, for servers that have no other. Success counts only if the server has proven, where the mechanism
/// can, that it knows the password.</summary>
internal sealed class SaslStep : INegotiationStep
{
    private const string Namespace = SaslFailure.Namespace;

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (negotiation.Mechanism is not null)
        {
            return StepOutcome.Continue;
        }

        if (negotiation.RevokesToken)
        {
            // A server without SASL2 knows no tokens.
            throw new ChatSecureException(ErrorKind.NotSupported, "The server does not offer to revoke a token.");
        }

        negotiation.Enter(ConnectionPhase.Authenticating);
        var tls =
            negotiation.Stream.Tls ?? throw new ChatSecureException(ErrorKind.InsecureConnection, "There is no login without encryption.");
        var offer = SaslOfferReader.Read(features.Child("mechanisms", Namespace), features, tls, negotiation.History) with
        {
            RequireProof = negotiation.Options.RequireProvenOffer,
        };
        using var mechanism = await negotiation.ChooseAsync(offer, cancellationToken).ConfigureAwait(false);
        await ExchangeAsync(negotiation.Stream, mechanism, cancellationToken).ConfigureAwait(false);
        negotiation.LoggedIn(mechanism, offer);
        return StepOutcome.Restart;
    }

    private static async Task ExchangeAsync(XmppStream stream, SaslMechanism mechanism, CancellationToken cancellationToken)
    {
        var auth = new XmppElement("auth", Namespace) { ["mechanism"] = mechanism.Name, Text = Encode(mechanism.InitialResponse()) };
        await stream.SendAsync(auth, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (answer.Namespace == Namespace ? answer.Name : null)
            {
                case "challenge":
                    var response = new XmppElement("response", Namespace) { Text = Encode(mechanism.Respond(Decode(answer.Text))) };
                    await stream.SendAsync(response, cancellationToken).ConfigureAwait(false);
                    break;
                case "success":
                    mechanism.Complete(Decode(answer.Text));
                    return;
                case "failure":
                    throw SaslFailure.Read(answer, mechanism.BindingType is not null);
                default:
                    throw XmppStream.Unexpected("a step of the login");
            }
        }
    }

    // RFC 6120, section 6.4.2: an empty response that is there is written as an equals sign.
    private static string Encode(byte[] bytes) => bytes.Length == 0 ? "=" : SaslData.Encode(bytes);

    private static byte[] Decode(string text) => text == "=" ? [] : SaslData.Decode(text);
}
