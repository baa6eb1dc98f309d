// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Message retraction (XEP-0424). A retraction is a wish, and counts only if its <see cref="MessageAuthor"/> equals that of the message that it
/// retracts.</summary>
public static class Retractions
{
    /// <summary>The namespace and the feature to advertise if the app heeds retractions.</summary>
    public const string Namespace = "urn:xmpp:message-retract:1";

    /// <summary>The feature of archives that leave a tombstone in place of a retracted message.</summary>
    public const string TombstoneFeature = Namespace + "#tombstone";

    // What travels in messages without being said to anybody (XEP-0424, section 5): parts of files and exchanges of contacts.
    private static readonly HashSet<string> _notMessaging =
    [
        "http://jabber.org/protocol/ibb",
        "http://jabber.org/protocol/rosterx",
        "jabber:x:roster",
        "urn:xmpp:jingle-message:0",
    ];

    /// <summary>The id of the message that its author wants gone. Errors want nothing.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if this is no retraction.</returns>
    public static string? GetRetracts(this MessageStanza message) =>
        message.IsError ? null : StanzaId.Read(message.Element.Child("retract", Namespace)?["id"]);

    /// <summary>By which id to retract a message: in a room the one that the room gave it, elsewhere that of the stanza.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if it has none, or may not be retracted: an error, a part of a file, an exchange of contacts.</returns>
    public static string? GetRetractableId(this MessageStanza message)
    {
        if (message.IsError || !IsMessaging(message))
        {
            return null;
        }

        return message.Type == "groupchat" ? MessageReference.OfRoom(message) : StanzaId.Read(message.Id);
    }

    /// <summary>Creates a retraction, with an id of its own, which archives shall keep.</summary>
    /// <param name="to">The conversation's other side.</param>
    /// <param name="id">The id from <see cref="GetRetractableId"/>.</param>
    /// <param name="fallback">What clients show that do not know retractions.</param>
    /// <param name="type">The type of the message that is retracted.</param>
    /// <returns>The message.</returns>
    public static MessageStanza CreateRetraction(Jid to, string id, string fallback, string type = "chat")
    {
        var message = new MessageStanza(to, type) { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Body = fallback };
        message.Element.Add(new XmppElement("retract", Namespace) { ["id"] = id });
        message.AddFallback(Namespace);
        message.AddHint(ProcessingHint.Store);
        return message;
    }

    /// <summary>Whether a message says something to people, so that it may be retracted at all.</summary>
    internal static bool IsMessaging(MessageStanza message) =>
        !message.Element.Children.Any(child => _notMessaging.Contains(child.Namespace));

    /// <summary>What an archive left in place of a retracted message. Only archives may say so: to anybody else's message it means nothing.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The tombstone; null if this is none.</returns>
    public static Tombstone? GetTombstone(this IncomingMessage message)
    {
        if (
            message.Source != MessageSource.Archive
            || message.Stanza.Element.Child("retracted", Namespace) is not { } retracted
            || StanzaId.Read(retracted["id"]) is not { } id
        )
        {
            return null;
        }

        return new(id, XmppDateTime.TryParse(retracted["stamp"], out var stamp) ? stamp : null);
    }
}
