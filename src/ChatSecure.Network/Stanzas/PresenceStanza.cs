// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Stanzas;

/// <summary>A presence stanza (RFC 6121, sections 3 and 4).</summary>
public sealed class PresenceStanza : Stanza
{
    /// <summary>Creates a presence.</summary>
    /// <param name="type">The type attribute; null for available.</param>
    /// <param name="to">The recipient; null for everybody who may see it.</param>
    public PresenceStanza(string? type = null, Jid? to = null)
        : base(new XmppElement("presence", ClientNamespace), "presence")
    {
        Type = type;
        To = to;
    }

    /// <summary>Views an element as a presence.</summary>
    /// <param name="element">The element, shared from now on.</param>
    /// <exception cref="ArgumentException">It is no presence in the client namespace.</exception>
    public PresenceStanza(XmppElement element)
        : base(element, "presence") { }
}
