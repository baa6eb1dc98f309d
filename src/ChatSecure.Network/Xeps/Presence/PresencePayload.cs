// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>What a presence without a type shows (RFC 6121, section 4.7.2; XEP-0319).</summary>
internal static class PresencePayload
{
    public const string IdleNamespace = "urn:xmpp:idle:1";
    private const int MaxStatus = 256;

    public static ContactPresence Read(PresenceStanza presence) =>
        new(
            ReadShow(presence),
            ReadStatus(presence),
            XmppDateTime.TryParse(presence.Element.Child("idle", IdleNamespace)?["since"], out var since) ? since : null
        );

    public static void Write(PresenceStanza presence, OwnPresence own)
    {
        if (
            own.Availability switch
            {
                Availability.Chat => "chat",
                Availability.Away => "away",
                Availability.ExtendedAway => "xa",
                Availability.DoNotDisturb => "dnd",
                _ => null,
            } is
            { } show
        )
        {
            presence.Element.Add(new XmppElement("show", Stanza.ClientNamespace) { Text = show });
        }

        if (own.Status is { Length: > 0 } status)
        {
            presence.Element.Add(new XmppElement("status", Stanza.ClientNamespace) { Text = status });
        }

        if (own.IdleSince is { } since)
        {
            presence.Element.Add(new XmppElement("idle", IdleNamespace) { ["since"] = XmppDateTime.Format(since) });
        }
    }

    public static Availability ReadShow(PresenceStanza presence) =>
        presence.Element.Child("show", Stanza.ClientNamespace)?.Text switch
        {
            "chat" => Availability.Chat,
            "away" => Availability.Away,
            "xa" => Availability.ExtendedAway,
            "dnd" => Availability.DoNotDisturb,
            _ => Availability.Online,
        };

    private static string? ReadStatus(PresenceStanza presence) =>
        presence.Element.Child("status", Stanza.ClientNamespace)?.Text.Trim() is { Length: > 0 } status
            ? CodePoints.Cut(status, MaxStatus)
            : null;
}
