// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Reads messages of rooms, believing of each what the room vouches for and nothing that an occupant wrote into it.</summary>
internal static class RoomMessages
{
    /// <summary>Reads a message that the room sent just now; null if it is to be dropped: a carbon within a room, or an occupant who speaks for the room.</summary>
    public static IncomingMessage? ReadLive(MessageStanza message, Jid from, Room room, Jid account)
    {
        if (message.Element.Children.Any(child => child.Namespace == CarbonPayload.Namespace))
        {
            return null;
        }

        if (from.Resource is not null && RoomPayload.ClaimsModeration(message))
        {
            return null;
        }

        var isGroup = message.Type == "groupchat";
        // History ends with the subject; whoever claims an earlier time after it is an occupant.
        var isHistory = isGroup && room.AwaitsSubject && IsDelayedBy(message, room.Address);
        var stamp = message.GetDelay(account, Jid.Parse(account.Domain)) ?? (isHistory ? message.GetDelay(room.Address) : null);
        var occupantId = from.Resource is not null && room.Details.HasOccupantIds ? OccupantIdPayload.Read(message.Element) : null;
        var sender = isHistory || from.Resource is null ? null : room.Find(from.Resource);
        if (sender is not null && occupantId is not null && sender.OccupantId != occupantId)
        {
            sender = null;
        }

        var isOurs = IsOurs(room, from.Resource, occupantId, isHistory);
        return new(
            message,
            MessageSource.Live,
            isOurs ? MessageDirection.Outgoing : MessageDirection.Incoming,
            stamp,
            isGroup && room.Details.HasMessageIds ? message.GetArchiveId(room.Address) : null
        )
        {
            Room = new(room.Address, from.Resource)
            {
                OccupantId = occupantId,
                RealAddress = isOurs ? account : sender?.RealAddress?.Bare,
                IsPrivate = !isGroup && from.Resource is not null,
                IsHistory = isHistory,
                Moderation =
                    from.Resource is null && isGroup
                        ? RoomPayload.ReadModeration(message, room.Address, room.Details.HasOccupantIds)
                        : null,
            },
        };
    }

    /// <summary>Reads a message of the room's archive, whose origin was checked; null if it is to be dropped.</summary>
    public static IncomingMessage? ReadArchived(IncomingMessage archived, Jid room, RoomDetails info, string? ownOccupantId, Jid account)
    {
        var message = archived.Stanza;
        var nickname = message.From?.Resource;
        if (
            nickname is not null
            && message.Element.Child("retract", Retractions.Namespace) is not null
            && RoomPayload.ClaimsModeration(message)
        )
        {
            return null;
        }

        var occupantId = nickname is not null && info.HasOccupantIds ? OccupantIdPayload.Read(message.Element) : null;
        // A room that shows addresses shows them in its archive too (XEP-0313, section 5.1.2); another one's occupants could write them themselves.
        var real = nickname is not null && info.IsNonAnonymous ? RoomPayload.ReadUser(message)?.RealAddress?.Bare : null;
        var isOurs = occupantId is not null && ownOccupantId is not null ? occupantId == ownOccupantId : real == account;
        return archived with
        {
            Direction = isOurs ? MessageDirection.Outgoing : MessageDirection.Incoming,
            Room = new(room, nickname)
            {
                OccupantId = occupantId,
                RealAddress = real,
                Moderation = nickname is null ? RoomPayload.ReadModeration(message, room, info.HasOccupantIds) : null,
            },
        };
    }

    // In the room now a name is one occupant's; in history it may have been another's.
    private static bool IsOurs(Room room, string? nickname, string? occupantId, bool isHistory)
    {
        if (nickname is null)
        {
            return false;
        }

        var own = room.Self?.OccupantId;
        return occupantId is not null && own is not null ? occupantId == own : !isHistory && nickname == room.Nickname;
    }

    private static bool IsDelayedBy(MessageStanza message, Jid room) =>
        message.Element.Elements("delay", Delay.Namespace).Any(delay => Jid.TryParse(delay["from"], out var from) && from == room);
}
