// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Presence;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>Turns the presences of a room into its occupants and events. Called one at a time.</summary>
internal sealed class RoomPresences(
    RoomTable rooms,
    Func<RoomEvent, CancellationToken, ValueTask> tell,
    Func<Room, CancellationToken, ValueTask> leave
)
{
    /// <summary>Takes a presence of a room that is in the table.</summary>
    public async ValueTask HandleAsync(Room room, Jid from, PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence.IsError)
        {
            // An error that answers nothing that we asked is somebody's attempt to have us believe so.
            if (room.Request is { } request && presence.Id == request.Id)
            {
                room.Request = null;
                request.Refuse(StanzaErrorException.FromStanza(presence));
            }

            return;
        }

        if (from.Resource is null)
        {
            if (presence.Type is null && AvatarPayload.ReadUpdate(presence) is var (isTold, id) && isTold)
            {
                await tell(new RoomAvatarAnnounced(room.Address, id), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (
            presence.Type is not (null or "unavailable")
            || from.Resource is not { } nickname
            || RoomPayload.ReadUser(presence) is not { } user
        )
        {
            return;
        }

        if (presence.Type is null)
        {
            await EnterAsync(room, nickname, user, presence, cancellationToken).ConfigureAwait(false);
        }
        else if (user.Has(303) && user.NewNickname is { } renamed)
        {
            await RenameAsync(room, nickname, renamed, cancellationToken).ConfigureAwait(false);
        }
        else if (nickname == room.Nickname)
        {
            await EndAsync(room, user, cancellationToken).ConfigureAwait(false);
        }
        else if (room.Remove(nickname) is { } occupant && room.IsJoined)
        {
            await tell(
                    new OccupantChanged(room.Address, OccupantChange.Left, occupant)
                    {
                        Reason = user.Reason,
                        Actor = user.Actor,
                        Text = user.Text,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async ValueTask EnterAsync(
        Room room,
        string nickname,
        RoomUser user,
        PresenceStanza presence,
        CancellationToken cancellationToken
    )
    {
        var occupant = new Occupant(
            nickname,
            user.Role,
            user.Affiliation,
            PresencePayload.ReadShow(presence),
            room.AreDetailsKnown && !room.Details.HasOccupantIds ? null : OccupantIdPayload.Read(presence.Element),
            user.RealAddress
        );
        if (!room.TrySet(occupant, out var former))
        {
            await RefuseAsync(room, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!room.IsJoined)
        {
            // Only the presence that the room marks as ours ends the list of occupants. Under a name that we did not ask for, it says that it
            // gave us that name.
            if (user.Has(110) && (nickname == room.Nickname || user.Has(210)))
            {
                room.Nickname = nickname;
                room.IsNew = user.Has(201);
                room.IsNonAnonymous = user.Has(100);
                room.IsLogged = user.Has(170);
                room.IsJoined = true;
                var request = room.Request;
                room.Request = null;
                request?.Grant();
            }

            return;
        }

        if (former is null || former != occupant)
        {
            await tell(
                    new OccupantChanged(room.Address, former is null ? OccupantChange.Joined : OccupantChange.Updated, occupant)
                    {
                        FormerAffiliation = former?.Affiliation,
                        Actor = user.Actor,
                        Text = user.Text,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async ValueTask RenameAsync(Room room, string nickname, string renamed, CancellationToken cancellationToken)
    {
        if (
            !Jid.TryParse($"{room.Address}/{renamed}", out var address)
            || address.Resource is not { } prepared
            || room.Remove(nickname) is not { } occupant
        )
        {
            return;
        }

        occupant = occupant with { Nickname = prepared };
        room.TrySet(occupant, out _);
        if (nickname == room.Nickname)
        {
            room.Nickname = prepared;
            if (room.IsJoined && room.Request is { } request && request.Nickname == prepared)
            {
                room.Request = null;
                request.Grant();
            }
        }

        if (room.IsJoined)
        {
            await tell(new OccupantChanged(room.Address, OccupantChange.Renamed, occupant) { FormerNickname = nickname }, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(Room room, RoomUser user, CancellationToken cancellationToken)
    {
        rooms.Remove(room);
        room.Request?.Refuse(new StanzaErrorException("recipient-unavailable"));
        if (!room.Left.TrySetResult() || !room.IsJoined || room.IsLeaving)
        {
            return;
        }

        await tell(
                new RoomLeft(room.Address, user.Reason)
                {
                    Actor = user.Actor,
                    ActorAddress = user.Actor is { } actor ? room.Find(actor)?.RealAddress : null,
                    Text = user.Text,
                    Alternate = user.Alternate,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    // A room is left rather than kept in part: who it leaves out could speak unseen.
    private async ValueTask RefuseAsync(Room room, CancellationToken cancellationToken)
    {
        rooms.Remove(room);
        room.Left.TrySetResult();
        room.Request?.Fail(
            new ChatSecureException(ErrorKind.Failed, "The room has more occupants than can be kept, so it was left.")
            {
                Condition = "resource-constraint",
            }
        );
        await leave(room, cancellationToken).ConfigureAwait(false);
        if (room.IsJoined)
        {
            await tell(new RoomLeft(room.Address, RoomLeaveReason.TooManyOccupants), cancellationToken).ConfigureAwait(false);
        }
    }
}
