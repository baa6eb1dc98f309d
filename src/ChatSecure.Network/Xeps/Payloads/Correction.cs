// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Message correction (XEP-0308). Only who sent a message may correct it: whoever applies a correction compares the senders.</summary>
public static class Correction
{
    /// <summary>The namespace and the feature to advertise if the app applies corrections.</summary>
    public const string Namespace = "urn:xmpp:message-correct:0";

    /// <summary>The id of the message that this one replaces. Errors replace nothing.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if this is no correction.</returns>
    public static string? GetReplaces(this MessageStanza message) =>
        message.IsError ? null : StanzaId.Read(message.Element.Child("replace", Namespace)?["id"]);

    /// <summary>Makes the message a correction of another.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">The id of the message that it replaces; null makes it an ordinary message.</param>
    public static void SetReplaces(this MessageStanza message, string? id)
    {
        if (message.Element.Child("replace", Namespace) is { } old)
        {
            message.Element.Remove(old);
        }

        if (id is not null)
        {
            message.Element.Add(new XmppElement("replace", Namespace) { ["id"] = id });
        }
    }
}
