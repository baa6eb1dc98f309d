// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Who wrote a message, made for comparing: a retraction, a correction or a change of reactions counts only if its author equals that of the former
/// message (XEP-0424, section 5; XEP-0444, section 4.1).</summary>
public readonly record struct MessageAuthor
{
    private readonly Jid _address;
    private readonly string? _occupantId;

    private MessageAuthor(Jid address, string? occupantId) => (_address, _occupantId) = (address, occupantId);

    /// <summary>The author of a message between two people: whoever's bare address it came from.</summary>
    /// <param name="message">The message. Its origin must have been checked, if it came wrapped.</param>
    /// <param name="account">Our own bare address, which a message without sender comes from.</param>
    /// <returns>The author; null for a message of a room, an error, or a sender that can't be read.</returns>
    public static MessageAuthor? OfDirect(MessageStanza message, Jid account)
    {
        if (message.IsError || message.Type == "groupchat")
        {
            return null;
        }

        return message.Element["from"] is null ? new(account, null)
            : message.From is { } from ? new(from.Bare, null)
            : null;
    }

    /// <summary>The author of a message in a room, private messages included. Nicknames say nothing: they change hands.</summary>
    /// <param name="message">The message, from the room.</param>
    /// <param name="occupantId">The id that the room gave the occupant (XEP-0421), believed only if the room announces to give such ids.</param>
    /// <returns>The author; null without an occupant id, for then nobody can know.</returns>
    public static MessageAuthor? OfRoom(MessageStanza message, string? occupantId) =>
        !message.IsError && message.From is { } from && StanzaId.Read(occupantId) is { } id ? new(from.Bare, id) : null;

    /// <summary>The author of a message in a room: by the occupant's id, or else by the real address that the room shows.</summary>
    internal static MessageAuthor? OfRoom(Jid room, string? occupantId, Jid? realAddress) =>
        occupantId is not null ? new(room, occupantId)
        : realAddress is { } real ? new(real.Bare, null)
        : null;

    /// <summary>Shows nothing: it holds an address.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(MessageAuthor);
}
