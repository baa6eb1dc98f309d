// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Affiliations and roles by their names on the wire.</summary>
internal static class AffiliationNames
{
    public static RoomAffiliation Read(string? name) =>
        name switch
        {
            "owner" => RoomAffiliation.Owner,
            "admin" => RoomAffiliation.Admin,
            "member" => RoomAffiliation.Member,
            "outcast" => RoomAffiliation.Outcast,
            _ => RoomAffiliation.None,
        };

    public static string Write(RoomAffiliation affiliation) =>
        affiliation switch
        {
            RoomAffiliation.Owner => "owner",
            RoomAffiliation.Admin => "admin",
            RoomAffiliation.Member => "member",
            RoomAffiliation.Outcast => "outcast",
            _ => "none",
        };

    public static string Write(RoomRole role) =>
        role switch
        {
            RoomRole.Moderator => "moderator",
            RoomRole.Participant => "participant",
            RoomRole.Visitor => "visitor",
            _ => "none",
        };
}
