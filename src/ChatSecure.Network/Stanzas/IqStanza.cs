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
}
