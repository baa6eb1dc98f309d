// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Ping;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <content>Whether we are in rooms, and what they are.</content>
public sealed partial class GroupChatModule
{
    /// <summary>Asks whether we are still in a room, by a ping to ourselves there (XEP-0410). To be done after a silence, such as a quarter of an hour since
    /// <see cref="Room.LastHeard"/>. A room that we turn out not to be in is forgotten without an event: the caller enters it again.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    public async Task<RoomCheck> CheckAsync(Jid room, CancellationToken cancellationToken = default)
    {
        if (Find(room) is not { } present)
        {
            return RoomCheck.NotJoined;
        }

        // Section 4: while a nickname is being changed nobody knows whom to ping.
        if (present.Request is not null)
        {
            return RoomCheck.Unknown;
        }

        var session = _session.Attached();
        try
        {
            var ping = new IqStanza("get", new("ping", PingModule.Namespace), present.Address.WithResource(present.Nickname));
            await session.RequestAsync(ping, cancellationToken).ConfigureAwait(false);
            return Heard();
        }
        catch (StanzaErrorException error)
        {
            switch (error.Condition)
            {
                case "service-unavailable" or "feature-not-implemented" when !present.Details.AnswersSelfPings:
                // Another device of ours changed our name just now.
                case "item-not-found":
                    return Heard();
                case "remote-server-not-found" or "remote-server-timeout":
                    return RoomCheck.Unknown;
                default:
                    _rooms.Remove(present);
                    present.Left.TrySetResult();
                    return RoomCheck.NotJoined;
            }
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.TimedOut)
        {
            return RoomCheck.Unknown;
        }

        RoomCheck Heard()
        {
            present.Hear(session.Time);
            return RoomCheck.Joined;
        }
    }

    private async ValueTask<bool> ClaimPresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence.From is not { } from || _rooms.Find(from.Bare) is not { } room)
        {
            // Of a room that we have left, or of somebody who plays one.
            return RoomPayload.IsMarked(presence);
        }

        room.Hear(_session.Attached().Time);
        await _presences.HandleAsync(room, from, presence, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // XEP-0045, section 10.2.2: what changed about the room itself.
    private async ValueTask NoteChangesAsync(Room room, MessageStanza message, CancellationToken cancellationToken)
    {
        if (message.IsError || RoomPayload.ReadUser(message) is not { } user)
        {
            return;
        }

        // Section 9.3: services tell of it in messages of either type.
        if (message.Body is null && user.Membership is { } membership)
        {
            await TellAsync(new MembershipChanged(room.Address, membership.User, membership.Affiliation), cancellationToken)
                .ConfigureAwait(false);
        }

        if (message.Type != "groupchat")
        {
            return;
        }

        bool? Said(int yes, int no) =>
            user.Has(yes) ? true
            : user.Has(no) ? false
            : null;
        var changed = new RoomConfigurationChanged(room.Address) { IsLogged = Said(170, 171), IsNonAnonymous = Said(172, 173) };
        if (changed is { IsLogged: null, IsNonAnonymous: null } && !user.Has(104) && !user.Has(174))
        {
            return;
        }

        room.IsLogged = changed.IsLogged ?? room.IsLogged;
        room.IsNonAnonymous = changed.IsNonAnonymous ?? (user.Has(174) ? false : room.IsNonAnonymous);
        // Until we know, nothing that the room announced to give is believed: it may give it no longer.
        room.Distrust();
        if (room.TryStartRefresh())
        {
            _ = RefreshAsync(room);
        }

        await TellAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    // Not awaited by the ordered handler that starts it: the answer could not be read there. One at a time, however often the room says that it changed.
    private async Task RefreshAsync(Room room)
    {
        var logger = _session.Attached().Logger;
        do
        {
            room.Refresh();
            try
            {
                if (await TryQueryDetailsAsync(room.Address, CancellationToken.None).ConfigureAwait(false) is { } info)
                {
                    room.Learn(info);
                }
            }
            catch (ChatSecureException error)
            {
                LogNotRefreshed(logger, error.Kind);
            }
        } while (!room.TryEndRefresh());
    }

    private async Task ForgetAllAsync(CancellationToken cancellationToken)
    {
        var lost = new ChatSecureException(ErrorKind.Disconnected, "The connection was lost while waiting for the room.");
        foreach (var sending in _sending.Values)
        {
            sending.TrySetException(lost);
        }

        foreach (var room in _rooms.All)
        {
            _rooms.Remove(room);
            room.Left.TrySetResult();
            room.Request?.Fail(lost);
            if (room.IsJoined && !room.IsLeaving)
            {
                await TellAsync(new RoomLeft(room.Address, RoomLeaveReason.Disconnected), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A room that was configured anew did not say what it is now ({Kind}).")]
    private static partial void LogNotRefreshed(ILogger logger, ErrorKind kind);
}
