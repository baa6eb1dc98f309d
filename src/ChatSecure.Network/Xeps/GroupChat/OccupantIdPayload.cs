// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Occupant ids (XEP-0421) in what a room sends.</summary>
internal static class OccupantIdPayload
{
    public const string Namespace = "urn:xmpp:occupant-id:0";
    public const int MaxLength = 128;

    /// <summary>The id; null if there is none, more than one (section 4: nobody can know which one the room gave), or one that is too long. The caller knows
    /// whether the room announces to give ids.</summary>
    public static string? Read(XmppElement parent) =>
        parent.Elements("occupant-id", Namespace).Take(2).ToArray() is [var element] && element["id"] is { Length: > 0 and <= MaxLength } id
            ? id
            : null;
}
