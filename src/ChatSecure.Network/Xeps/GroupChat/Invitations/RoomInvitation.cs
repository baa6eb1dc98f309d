// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat.Invitations;

/// <summary>An invitation to a room (XEP-0045, section 7.8.2, and XEP-0249). Nothing of it is to be followed unasked.</summary>
/// <param name="Room">The room's bare address.</param>
/// <param name="Inviter">Who invites. Of a mediated invitation the room alone says so; then it may be an occupant's address.</param>
/// <param name="IsMediated">Whether the room sent it; otherwise the inviter did, as surely as any message is its sender's.</param>
public sealed record RoomInvitation(Jid Room, Jid Inviter, bool IsMediated)
{
    /// <summary>The password that one needs to enter; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Why, at most 1024 characters; null if not said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the room continues a conversation between two.</summary>
    public bool Continues { get; init; }

    /// <summary>The thread of that conversation; null if not said.</summary>
    public string? Thread { get; init; }

    /// <summary>Shows nothing: it holds addresses and maybe a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomInvitation);

    /// <summary>Reads the invitation in a message, such as one of the archive or a copy of what another device received.</summary>
    /// <param name="message">The message, whose origin was checked.</param>
    /// <returns>The invitation; null if there is none or it is malformed, such as an occupant's in the room's name.</returns>
    public static RoomInvitation? Read(MessageStanza message)
    {
        if (message.Type is "error" or "groupchat" || message.From is not { } from)
        {
            return null;
        }

        // A room that invites adds the other form for old clients: its own counts.
        var users = message.Element.Elements("x", RoomPayload.UserNamespace).ToArray();
        if (users.Any(user => user.Child("invite", RoomPayload.UserNamespace) is not null))
        {
            return users is [var user] ? ReadMediated(user, from) : null;
        }

        return message.Element.Elements("x", RoomPayload.InvitationNamespace).Take(2).ToArray() is [var direct]
            ? ReadDirect(direct, from)
            : null;
    }

    private static RoomInvitation? ReadMediated(XmppElement user, Jid from)
    {
        // Section 7.8.2: the room itself invites; what comes from an occupant's address an occupant wrote.
        if (
            from is not { IsBare: true, Local: not null }
            || user.Elements("invite", RoomPayload.UserNamespace).Take(2).ToArray() is not [var invite]
            || !Jid.TryParse(invite["from"], out var inviter)
        )
        {
            return null;
        }

        var continues = invite.Child("continue", RoomPayload.UserNamespace);
        return new(from, inviter, IsMediated: true)
        {
            Password = user.Child("password", RoomPayload.UserNamespace)?.Text,
            Reason = RoomPayload.Shorten(invite.Child("reason", RoomPayload.UserNamespace)?.Text),
            Continues = continues is not null,
            Thread = RoomPayload.Shorten(continues?["thread"]),
        };
    }

    private static RoomInvitation? ReadDirect(XmppElement direct, Jid from) =>
        Jid.TryParse(direct["jid"], out var room) && room.Local is not null
            ? new(room.Bare, from, IsMediated: false)
            {
                Password = direct["password"],
                Reason = RoomPayload.Shorten(direct["reason"]),
                Continues = direct["continue"] is "true" or "1",
                Thread = RoomPayload.Shorten(direct["thread"]),
            }
            : null;
}
