// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>What rooms and their occupants send each other (XEP-0045), to and from XML.</summary>
internal static class RoomPayload
{
    public const string UserNamespace = "http://jabber.org/protocol/muc#user";
    public const string ModerationNamespace = "urn:xmpp:message-moderate:1";
    public const string InvitationNamespace = "jabber:x:conference";
    public const int MaxText = 1024;

    /// <summary>Text that others wrote and that a user will read, cut to what one can read.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Shorten(string? text) => text is null ? null : CodePoints.Cut(text, MaxText);

    /// <summary>The presence that asks to be let in.</summary>
    public static PresenceStanza WriteJoin(Jid occupant, string id, RoomJoinOptions options)
    {
        var history = new XmppElement("history", GroupChatModule.Namespace)
        {
            ["maxchars"] = Number(options.HistoryMessages == 0 ? 0 : options.HistoryCharacters),
            ["maxstanzas"] = Number(options.HistoryMessages),
            ["seconds"] = options.HistoryDuration is { } duration
                ? ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture)
                : null,
            ["since"] = options.HistorySince is { } since ? XmppDateTime.Format(since) : null,
        };
        var join = new XmppElement("x", GroupChatModule.Namespace);
        if (history.Attributes.Count > 0)
        {
            join.Add(history);
        }

        if (options.Password is { } password)
        {
            join.Add(new XmppElement("password", GroupChatModule.Namespace) { Text = password });
        }

        var presence = new PresenceStanza(to: occupant) { Id = id };
        presence.Element.Add(join);
        return presence;
    }

    /// <summary>What the room says of an occupant; null if it does not, or twice: then one of them is not the room's.</summary>
    public static RoomUser? ReadUser(Stanza stanza) =>
        stanza.Element.Elements("x", UserNamespace).Take(2).ToArray() is [var element] ? new(element) : null;

    /// <summary>Whether a stanza is of a room, or of somebody who claims to be one.</summary>
    public static bool IsMarked(Stanza stanza) =>
        stanza.Element.Children.Any(child => child.Name == "x" && child.Namespace is UserNamespace or GroupChatModule.Namespace);

    /// <summary>Whether a message invites to a room or declines (XEP-0045, section 7.8; XEP-0249).</summary>
    public static bool IsInvitation(MessageStanza message) =>
        message.Element.Child("x", InvitationNamespace) is not null
        || message
            .Element.Elements("x", UserNamespace)
            .Any(user => user.Child("invite", UserNamespace) is not null || user.Child("decline", UserNamespace) is not null);

    /// <summary>The retraction by a moderator that the message announces or, in an archive, left as a tombstone; null if there is none. The caller knows that the
    /// message is by the room itself, or from its archive.</summary>
    public static RoomModeration? ReadModeration(MessageStanza message, Jid room, bool hasOccupantIds)
    {
        if (
            message.Element.Child("retract", Retractions.Namespace) is not { } retract
            || retract.Child("moderated", ModerationNamespace) is not { } moderated
            || StanzaId.Read(retract["id"]) is not { } id
        )
        {
            return null;
        }

        var by = Jid.TryParse(moderated["by"], out var moderator) && moderator.Bare == room ? moderator.Resource : null;
        return new(
            id,
            by,
            hasOccupantIds ? OccupantIdPayload.Read(moderated) : null,
            Shorten(retract.Child("reason", Retractions.Namespace)?.Text ?? retract.Child("reason", ModerationNamespace)?.Text)
        );
    }

    /// <summary>Whether a message has anything in it that only the room may say of messages (XEP-0425, section 5), of any version.</summary>
    public static bool ClaimsModeration(MessageStanza message) => message.Element.Children.Any(child => HasModeration(child, depth: 0));

    private static bool HasModeration(XmppElement element, int depth) =>
        (element.Name is "moderated" or "moderate" && element.Namespace.StartsWith("urn:xmpp:message-moderate:", StringComparison.Ordinal))
        || (depth < 2 && element.Children.Any(child => HasModeration(child, depth + 1)));

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
