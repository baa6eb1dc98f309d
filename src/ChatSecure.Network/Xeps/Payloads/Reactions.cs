// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Message reactions (XEP-0444). Each message with reactions tells all of its sender's reactions to one message: it replaces the former ones.</summary>
public static class Reactions
{
    /// <summary>The namespace and the feature to advertise if the app shows reactions.</summary>
    public const string Namespace = "urn:xmpp:reactions:0";

    /// <summary>The greatest number of reactions that are read from one message; further ones are left out.</summary>
    public const int MaxReactions = 32;

    /// <summary>What the sender's reactions to a message are now. Who may react is for the caller to check: in a conversation of two, only they.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The reactions; null if this message tells none, twice, or is an error.</returns>
    public static ReactionSet? GetReactions(this MessageStanza message)
    {
        if (
            message.IsError
            || message.Element.Elements("reactions", Namespace).Take(2).ToArray() is not [var reactions]
            || StanzaId.Read(reactions["id"]) is not { } id
        )
        {
            return null;
        }

        return new(
            id,
            [
                .. reactions
                    .Elements("reaction", Namespace)
                    .Select(reaction => reaction.Text.Trim())
                    .Where(Emoji.IsOne)
                    .Distinct(StringComparer.Ordinal)
                    .Take(MaxReactions),
            ]
        );
    }

    /// <summary>By which id to react or reply to a message: in a room the one that the room gave it, elsewhere the sender's.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id; null if it has none: a room's message without the room's id can't be reacted to.</returns>
    public static string? GetReferenceId(this MessageStanza message) => MessageReference.Of(message);

    /// <summary>Creates a message that tells our reactions, in place of our former ones, which archives shall keep.</summary>
    /// <param name="to">The conversation's other side.</param>
    /// <param name="reactions">The reactions; none takes all back.</param>
    /// <param name="type">The type of the message that is reacted to.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">A reaction is not one emoji, or there are too many.</exception>
    public static MessageStanza CreateReactions(Jid to, ReactionSet reactions, string type = "chat")
    {
        var element = new XmppElement("reactions", Namespace) { ["id"] = reactions.Id };
        foreach (var emoji in reactions.Emojis.Distinct(StringComparer.Ordinal))
        {
            element.Add(new XmppElement("reaction", Namespace) { Text = emoji });
        }

        if (element.Children.Count > MaxReactions || !reactions.Emojis.All(Emoji.IsOne))
        {
            throw new ArgumentException($"A reaction is one emoji, and {MaxReactions} are the most.", nameof(reactions));
        }

        var message = new MessageStanza(to, type);
        message.Element.Add(element);
        message.AddHint(ProcessingHint.Store);
        return message;
    }
}
