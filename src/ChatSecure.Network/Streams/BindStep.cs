// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Resource binding (RFC 6120, section 7), and the session of RFC 3921 for servers that still insist on it.</summary>
internal sealed class BindStep : INegotiationStep
{
    private const string Namespace = "urn:ietf:params:xml:ns:xmpp-bind";
    private const string SessionNamespace = "urn:ietf:params:xml:ns:xmpp-session";

    public async ValueTask<StepOutcome> RunAsync(Negotiation negotiation, XmppElement features, CancellationToken cancellationToken)
    {
        if (features.Child("bind", Namespace) is null)
        {
            throw XmppStream.Unexpected("an offer to bind a resource");
        }

        negotiation.BoundAddress = await BindAsync(negotiation, cancellationToken).ConfigureAwait(false);
        if (features.Child("session", SessionNamespace) is { } session && session.Child("optional", SessionNamespace) is null)
        {
            var request = new IqStanza("set", new XmppElement("session", SessionNamespace));
            await negotiation.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return StepOutcome.Continue;
    }

    private static async Task<Jid> BindAsync(Negotiation negotiation, CancellationToken cancellationToken)
    {
        var bind = new XmppElement("bind", Namespace).Add(new XmppElement("resource", Namespace) { Text = negotiation.Resource });
        var answer = await negotiation.RequestAsync(new IqStanza("set", bind), cancellationToken).ConfigureAwait(false);
        var text = answer.Element.Child("bind", Namespace)?.Child("jid", Namespace)?.Text;
        if (!Jid.TryParse(text, out var bound) || bound.IsBare || bound.Bare != negotiation.Options.Account)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server bound another address than our account's.");
        }

        return bound;
    }
}
