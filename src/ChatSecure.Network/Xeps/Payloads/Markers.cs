// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Displayed markers (XEP-0333): up to which message somebody has read.</summary>
public static class Markers
{
    /// <summary>The namespace and the feature to advertise if the app sends markers.</summary>
    public const string Namespace = "urn:xmpp:chat-markers:0";

    /// <summary>Whether the sender wants to know when the message is read. Errors and messages without id never do.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether to answer with <see cref="CreateDisplayed"/> once it is read.</returns>
    public static bool IsMarkable(this MessageStanza message) =>
        !message.IsError && StanzaId.Read(message.Id) is not null && message.Element.Child("markable", Namespace) is not null;

    /// <summary>Asks to be told when the message is read. Nothing happens if it is asked already.</summary>
    /// <param name="message">The message, with an id.</param>
    public static void AddMarkable(this MessageStanza message)
    {
        if (message.Element.Child("markable", Namespace) is null)
        {
            message.Element.Add(new XmppElement("markable", Namespace));
        }
    }

    /// <summary>The id of the last message that the sender has read, which counts only in the conversation with that sender.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if this is no displayed marker.</returns>
    public static string? GetDisplayedFor(this MessageStanza message) =>
        message.IsError ? null : StanzaId.Read(message.Element.Child("displayed", Namespace)?["id"]);

    /// <summary>Creates a displayed marker, which archives shall keep.</summary>
    /// <param name="to">Who wrote the message.</param>
    /// <param name="id">The id of the last message that was read.</param>
    /// <returns>The marker.</returns>
    public static MessageStanza CreateDisplayed(Jid to, string id)
    {
        var marker = new MessageStanza(to);
        marker.Element.Add(new XmppElement("displayed", Namespace) { ["id"] = id });
        marker.AddHint(ProcessingHint.Store);
        return marker;
    }
}
