// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Stanzas;

/// <summary>An info/query stanza (RFC 6120, section 8.2.3): a request or the answer to one.</summary>
public sealed class IqStanza : Stanza
{
    /// <summary>Creates a request; its id is given when it is sent.</summary>
    /// <param name="type"><c>get</c> or <c>set</c>.</param>
    /// <param name="payload">What is asked.</param>
    /// <param name="to">Who is asked; null for our own account's server.</param>
    public IqStanza(string type, XmppElement payload, Jid? to = null)
        : base(new XmppElement("iq", ClientNamespace), "iq")
    {
        Type = type;
        To = to;
        Element.Add(payload);
    }

    /// <summary>Views an element as an info/query stanza.</summary>
    /// <param name="element">The element, shared from now on.</param>
    /// <exception cref="ArgumentException">It is none in the client namespace.</exception>
    public IqStanza(XmppElement element)
        : base(element, "iq") { }

    /// <summary>The payload: the first child that is not an <c>error</c>; null if there is none.</summary>
    public XmppElement? Payload => Element.Children.FirstOrDefault(child => !child.Is("error", ClientNamespace));

    /// <summary>Creates the answer that this request succeeded.</summary>
    /// <param name="payload">What to answer; null for an empty result.</param>
    /// <returns>The answer, addressed to who asked.</returns>
    public IqStanza CreateResult(XmppElement? payload = null)
    {
        var result = CreateReply("result");
        if (payload is not null)
        {
            result.Element.Add(payload);
        }

        return result;
    }

    /// <summary>Creates the answer that this request failed (RFC 6120, section 8.3). The request's payload is not sent back.</summary>
    /// <param name="error">Why.</param>
    /// <returns>The answer, addressed to who asked.</returns>
    public IqStanza CreateError(StanzaErrorException error)
    {
        var reply = CreateReply("error");
        reply.Element.Add(error.ToElement());
        return reply;
    }

    private IqStanza CreateReply(string type)
    {
        // The sender's address goes back as it came: an address that we can't prepare must still get its answer.
        var reply = new XmppElement("iq", ClientNamespace)
        {
            ["to"] = Element["from"],
            ["id"] = Id,
            ["type"] = type,
        };
        return new(reply);
    }
}
