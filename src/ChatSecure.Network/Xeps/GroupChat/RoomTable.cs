// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>The rooms that we are in or entering, and all addresses that we know to be rooms. Only what we do ourselves adds to it. Safe for concurrent
/// use.</summary>
internal sealed class RoomTable
{
    private readonly ConcurrentDictionary<Jid, Room> _rooms = [];
    private readonly ConcurrentDictionary<Jid, bool> _known = [];

    public IEnumerable<Room> All => _rooms.Values;

    public Room? Find(Jid bare) => _rooms.GetValueOrDefault(bare);

    public bool IsKnown(Jid bare) => _known.ContainsKey(bare);

    public void Remember(Jid bare) => _known.TryAdd(bare, true);

    /// <summary>Adds a room; false if that one is there already.</summary>
    public bool TryAdd(Room room)
    {
        Remember(room.Address);
        return _rooms.TryAdd(room.Address, room);
    }

    /// <summary>Removes this very room, and not one entered anew; false if it was not there.</summary>
    public bool Remove(Room room) => _rooms.TryRemove(new(room.Address, room));
}
