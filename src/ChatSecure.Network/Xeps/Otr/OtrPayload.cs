// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Otr;

/// <summary>What surrounds off-the-record messages in XMPP (XEP-0364). Their content is a matter of encryption.</summary>
public static class OtrPayload
{
    /// <summary>The feature of clients that speak OTR version 3 (XEP-0378), and the method's name in XEP-0380.</summary>
    public const string Namespace = "urn:xmpp:otr:0";

    /// <summary>Puts an OTR message into a stanza, with what keeps it from other clients and archives, which could not read it.</summary>
    /// <param name="message">The stanza, to the full address of the client that the conversation is with.</param>
    /// <param name="body">The OTR message.</param>
    /// <param name="isText">Whether it carries a person's text. What does not is worth nothing later: it is not kept for a client that is offline.</param>
    public static void Add(MessageStanza message, string body, bool isText)
    {
        message.Body = body;
        message.AddHint(ProcessingHint.NoCopy);
        message.AddHint(ProcessingHint.NoPermanentStore);
        message.Element.Add(new XmppElement("private", CarbonPayload.Namespace));
        if (isText)
        {
            message.SetEncryption(Namespace);
        }
        else
        {
            message.AddHint(ProcessingHint.NoStore);
        }
    }
}
