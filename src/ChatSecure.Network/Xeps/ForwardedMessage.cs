// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps;

/// <summary>A message within another (XEP-0297), as carbons and archives wrap it. Believed only after the wrapper's origin was checked; a bare
/// <c>forwarded</c> is nothing.</summary>
internal sealed record ForwardedMessage(MessageStanza Message, DateTimeOffset? Stamp)
{
    private const string Namespace = "urn:xmpp:forward:0";

    /// <summary>Reads what a wrapper wraps; null unless it is exactly one message in the client namespace.</summary>
    public static ForwardedMessage? Read(XmppElement wrapper)
    {
        if (wrapper.Elements("forwarded", Namespace).ToArray() is not [var forwarded])
        {
            return null;
        }

        var messages = forwarded.Elements("message", Stanza.ClientNamespace).ToArray();
        return messages is [var message] ? new(new(message), Delay.OfWrapper(forwarded)) : null;
    }
}
