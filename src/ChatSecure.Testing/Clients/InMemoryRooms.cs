// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>The rooms of a network: who is in them, and who gets what is said there.</summary>
internal sealed class InMemoryRooms
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, NetworkRoom> _rooms = [];

    /// <summary>Looks at a room, or changes it.</summary>
    /// <exception cref="ChatSecureException">There is none at that address.</exception>
    public T With<T>(Jid room, Func<NetworkRoom, T> look)
    {
        lock (_lock)
        {
            return _rooms.TryGetValue(room, out var known)
                ? look(known)
                : throw new ChatSecureException(ErrorKind.Protocol, "There is no such room.") { Condition = "not-found" };
        }
    }

    public void With(Jid room, Action<NetworkRoom> change) =>
        With(
            room,
            known =>
            {
                change(known);
                return true;
            }
        );

    public bool Has(Jid room)
    {
        lock (_lock)
        {
            return _rooms.ContainsKey(room);
        }
    }

    public IReadOnlyList<OpenGroup> Open(string domain)
    {
        lock (_lock)
        {
            return
            [
                .. _rooms
                    .Values.Where(room => room.IsPublic && room.Address.Domain == domain)
                    .Select(room => new OpenGroup(room.Address, room.Name))
                    .OrderBy(room => room.Room.ToString(), StringComparer.Ordinal),
            ];
        }
    }

    public void Add(NetworkRoom room)
    {
        lock (_lock)
        {
            if (!_rooms.TryAdd(room.Address, room))
            {
                throw new ChatSecureException(ErrorKind.Protocol, "There is a room at that address already.") { Condition = "conflict" };
            }
        }
    }

    public void Remove(Jid room)
    {
        lock (_lock)
        {
            _rooms.Remove(room);
        }
    }

    /// <summary>Lets somebody in.</summary>
    /// <returns>The name that it got, and what it missed.</returns>
    public (NetworkOccupant Occupant, IReadOnlyList<Parcel> Missed) Enter(
        Jid room,
        InMemorySession session,
        string nick,
        string? password
    ) =>
        With(
            room,
            known =>
            {
                if (known.WhyNot(session.Account, password) is { } reason)
                {
                    throw new ChatSecureException(ErrorKind.Protocol, "The room does not let this account in.") { Condition = reason };
                }

                if (known.Find(session.Account) is { } present)
                {
                    return (present, Array.Empty<Parcel>());
                }

                while (known.Occupants.Exists(occupant => occupant.Nick == nick))
                {
                    nick += "_";
                }

                var role = known.Standing(session.Account) >= GroupAffiliation.Admin ? GroupRole.Moderator : GroupRole.Participant;
                var occupant = new NetworkOccupant(session, nick, $"{session.Account.GetHashCode():x}", role);
                known.Occupants.Add(occupant);
                return (occupant, known.Missed.Remove(session.Account, out var missed) ? missed.ToArray() : []);
            }
        );

    /// <summary>Takes somebody out.</summary>
    /// <returns>Who it was; null if they were not in it.</returns>
    public NetworkOccupant? Leave(Jid room, Jid account, bool comesBack = false) =>
        With(
            room,
            known =>
            {
                var occupant = known.Find(account);
                if (occupant is not null)
                {
                    known.Occupants.Remove(occupant);
                }

                if (comesBack)
                {
                    known.Missed.TryAdd(account, []);
                }
                else
                {
                    known.Missed.Remove(account);
                }

                return occupant;
            }
        );

    /// <summary>Tells all that somebody came, changed or left.</summary>
    public void Tell(Jid room, Func<NetworkRoom, Jid, GroupMember> describe, string? reason = null)
    {
        var told = With(
            room,
            known => known.Occupants.Select(occupant => (occupant.Session, Member: describe(known, occupant.Session.Account))).ToArray()
        );
        foreach (var (session, member) in told)
        {
            session.Tell(new GroupMemberChanged(session.Account, room, member) { Reason = reason });
        }
    }

    /// <summary>Passes on what somebody in a room says, to all but who said it.</summary>
    public async Task DeliverAsync(Jid room, Parcel parcel)
    {
        List<(InMemorySession Session, Parcel Parcel)> now = [];
        With(
            room,
            known =>
            {
                if (known.Find(parcel.From) is not { } sender)
                {
                    return;
                }

                var said = Said(known, sender, parcel);
                now.AddRange(
                    known
                        .Occupants.Where(occupant => occupant.Session.Account != parcel.From)
                        .Select(occupant => (occupant.Session, said with { To = occupant.Session.Account }))
                );
                foreach (var (absent, missed) in known.Missed.Where(_ => said.IsKept))
                {
                    missed.Enqueue(said with { To = absent });
                }
            }
        );
        foreach (var (session, said) in now)
        {
            await session.ReceiveAsync(said).ConfigureAwait(false);
        }
    }

    private static Parcel Said(NetworkRoom room, NetworkOccupant sender, Parcel parcel)
    {
        var from = room.IsPublic ? room.Address.WithResource(sender.Nick) : parcel.From;
        return parcel switch
        {
            MessageParcel said => said with
            {
                From = room.Address,
                Message = said.Message with
                {
                    From = from,
                    SenderName = sender.Nick,
                    OccupantId = sender.Id,
                    ArchiveId = $"{room.Address} {sender.Id}-{said.Message.Id}",
                },
            },
            ActParcel act => act with { From = room.Address, Act = act.Act with { From = from } },
            _ => parcel with { From = room.Address },
        };
    }
}
