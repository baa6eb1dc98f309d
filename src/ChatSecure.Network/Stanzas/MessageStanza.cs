// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Stanzas;

/// <summary>A message stanza (RFC 6121, section 5).</summary>
public sealed class MessageStanza : Stanza
{
    /// <summary>Creates an empty chat message.</summary>
    /// <param name="to">The recipient; null for our own account.</param>
    /// <param name="type">The type attribute.</param>
    public MessageStanza(Jid? to, string type = "chat")
        : base(new XmppElement("message", ClientNamespace), "message")
    {
        To = to;
        Type = type;
    }

    /// <summary>Views an element as a message.</summary>
    /// <param name="element">The element, shared from now on.</param>
    /// <exception cref="ArgumentException">It is no message in the client namespace.</exception>
    public MessageStanza(XmppElement element)
        : base(element, "message") { }

    /// <summary>The text (the first <c>body</c>); null if there is none. Setting replaces or removes it.</summary>
    public string? Body
    {
        get => Element.Child("body", ClientNamespace)?.Text;
        set
        {
            if (Element.Child("body", ClientNamespace) is { } old)
            {
                Element.Remove(old);
            }

            if (value is not null)
            {
                Element.Add(new XmppElement("body", ClientNamespace) { Text = value });
            }
        }
    }
}
