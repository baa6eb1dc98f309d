// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Resource binding (RFC 6120, section 7), and the session of RFC 3921 for servers that still insist on it. The request for stream management goes
/// out in the same breath.</summary>
internal sealed class BindStep : INegotiationStep
{
    private const string Namespace = "urn:ietf:params:xml:ns:xmpp-bind";
    private const string SessionNamespace = "urn:ietf:params:xml:ns:xmpp-session";

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (negotiation.BoundAddress is not null)
        {
            return StepOutcome.Continue;
        }

        if (features.Child("bind", Namespace) is null)
        {
            throw XmppStream.Unexpected("an offer to bind a resource");
        }

        negotiation.Enter(ConnectionPhase.Binding);
        var needsSession =
            features.Child("session", SessionNamespace) is { } session && session.Child("optional", SessionNamespace) is null;
        negotiation.IsEnableSent = !needsSession && features.Child("sm", StreamManagement.Namespace) is not null;
        var behind = negotiation.IsEnableSent ? StreamManagement.CreateEnable() : null;
        negotiation.BoundAddress = await BindAsync(negotiation, behind, cancellationToken).ConfigureAwait(false);
        if (needsSession)
        {
            var request = new IqStanza("set", new XmppElement("session", SessionNamespace));
            await negotiation.RequestAsync(request, null, cancellationToken).ConfigureAwait(false);
        }

        return StepOutcome.Continue;
    }

    private static async Task<Jid> BindAsync(Negotiation negotiation, XmppElement? behind, CancellationToken cancellationToken)
    {
        var bind = new XmppElement("bind", Namespace).Add(new XmppElement("resource", Namespace) { Text = negotiation.Resource });
        var answer = await negotiation.RequestAsync(new IqStanza("set", bind), behind, cancellationToken).ConfigureAwait(false);
        var text = answer.Element.Child("bind", Namespace)?.Child("jid", Namespace)?.Text;
        if (!Jid.TryParse(text, out var bound) || bound.IsBare || bound.Bare != negotiation.Options.Account)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server bound another address than our account's.");
        }

        return bound;
    }
}
