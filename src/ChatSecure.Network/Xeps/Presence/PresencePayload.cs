// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>What a presence without a type shows (RFC 6121, section 4.7.2.1).</summary>
internal static class PresencePayload
{
    public static Availability ReadShow(PresenceStanza presence) =>
        presence.Element.Child("show", Stanza.ClientNamespace)?.Text switch
        {
            "chat" => Availability.Chat,
            "away" => Availability.Away,
            "xa" => Availability.ExtendedAway,
            "dnd" => Availability.DoNotDisturb,
            _ => Availability.Online,
        };
}
