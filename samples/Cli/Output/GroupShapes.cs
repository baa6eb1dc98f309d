// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Output;

/// <summary>The members of the JSON objects about groups.</summary>
internal static class GroupShapes
{
    public static void Group(Utf8JsonWriter json, Group group)
    {
        json.WriteString("room", group.Room.Jid.ToString());
        JsonShapes.Optional(json, "name", group.Room.Name);
        JsonShapes.Optional(json, "subject", group.Room.Subject);
        JsonShapes.Optional(json, "nick", group.Room.Nick);
        json.WriteString("state", Word.Of(group.State));
        JsonShapes.Optional(json, "reason", group.Reason);
        JsonShapes.Optional(json, "reasonText", group.Room.RefusalText);
        JsonShapes.Optional(json, "alternate", group.Room.Alternate?.ToString());
        JsonShapes.Optional(json, "avatar", group.Room.AvatarId);
        json.WriteBoolean("private", group.IsPrivate);
    }

    /// <summary>A group that its server shows to everybody.</summary>
    public static void Open(Utf8JsonWriter json, OpenGroup group)
    {
        json.WriteString("room", group.Room.ToString());
        JsonShapes.Optional(json, "name", group.Name);
    }

    public static void Refused(Utf8JsonWriter json, GroupPrivateMessageRefused refused)
    {
        json.WriteString("room", refused.Room.ToString());
        json.WriteString("nick", refused.Nick);
        JsonShapes.Optional(json, "jid", refused.Address?.ToString());
    }

    /// <summary>A member. One who hides has no <c>jid</c>; one who is not in the room has the role <c>none</c>.</summary>
    public static void Member(Utf8JsonWriter json, GroupMember member)
    {
        JsonShapes.Optional(json, "jid", member.Address?.ToString());
        JsonShapes.Optional(json, "nick", member.Nick);
        json.WriteString("role", Word.Of(member.Role));
        json.WriteString("affiliation", Word.Of(member.Affiliation));
        json.WriteString("presence", Word.Of(member.Availability));
        json.WriteBoolean("self", member.IsSelf);
        json.WriteString("keys", Word.Of(member.Keys));
        json.WriteBoolean("leftOut", member.IsLeftOut);
    }

    public static void Invitation(Utf8JsonWriter json, GroupInvitation invitation)
    {
        json.WriteString("room", invitation.Room.ToString());
        json.WriteString("from", invitation.Inviter.ToString());
        json.WriteBoolean("mediated", invitation.IsMediated);
        json.WriteBoolean("contact", invitation.IsFromContact);
        JsonShapes.Optional(json, "reason", invitation.Reason);
        json.WriteString("timestamp", JsonShapes.Timestamp(invitation.ReceivedAt));
    }
}
