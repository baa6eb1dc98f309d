// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Whether the text of a message has styles (XEP-0393). What they are is for who shows the text.</summary>
public static class Styling
{
    /// <summary>The namespace and the feature to advertise if the app shows styles.</summary>
    public const string Namespace = "urn:xmpp:styling:0";

    /// <summary>Whether the sender wants the text shown as it is.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether to show no styles.</returns>
    public static bool IsUnstyled(this MessageStanza message) => message.Element.Child("unstyled", Namespace) is not null;

    /// <summary>Has the text shown as it is. Nothing happens if the message says so already.</summary>
    /// <param name="message">The message.</param>
    public static void SetUnstyled(this MessageStanza message)
    {
        if (!message.IsUnstyled())
        {
            message.Element.Add(new XmppElement("unstyled", Namespace));
        }
    }
}
