// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Core.Groups;

/// <summary>Rooms of which a server's notification says otherwise than we know. It may be another device's doing, or our own of a moment ago that comes back: a
/// notification does not tell. So the server is asked what stands there now, and only once it knows what we are about to do ourselves. Safe for concurrent use.</summary>
/// <param name="askAgain">Has the server asked about what <see cref="Take"/> gives. May be called while that is under way.</param>
internal sealed class BookmarkDoubts(Action askAgain)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, int> _wishes = [];
    private readonly HashSet<Jid> _rooms = [];

    /// <summary>Begins something of ours that ends with a bookmark, or with giving it up.</summary>
    /// <returns>To be disposed of at that end.</returns>
    public IDisposable Wish(Jid room)
    {
        lock (_lock)
        {
            _wishes[room] = _wishes.GetValueOrDefault(room) + 1;
        }

        return new Wished(this, room);
    }

    /// <summary>Whether something of ours is under way there, which the server does not know yet.</summary>
    public bool IsWished(Jid room)
    {
        lock (_lock)
        {
            return _wishes.ContainsKey(room);
        }
    }

    /// <summary>Notes a room, to be asked about as soon as nothing of ours is under way there.</summary>
    public void Add(Jid room)
    {
        lock (_lock)
        {
            _rooms.Add(room);
        }

        AskAbout(room);
    }

    /// <summary>Takes the rooms that can be asked about now. What is noted after that is for the next time: an answer may be older.</summary>
    public IReadOnlyList<Jid> Take()
    {
        lock (_lock)
        {
            var rooms = _rooms.Where(room => !_wishes.ContainsKey(room)).ToList();
            _rooms.ExceptWith(rooms);
            return rooms;
        }
    }

    /// <summary>Puts back rooms about which there was no answer, for the next time that something is asked.</summary>
    public void PutBack(IEnumerable<Jid> rooms)
    {
        lock (_lock)
        {
            _rooms.UnionWith(rooms);
        }
    }

    private void End(Jid room)
    {
        lock (_lock)
        {
            if (--_wishes[room] == 0)
            {
                _wishes.Remove(room);
            }
        }

        AskAbout(room);
    }

    private void AskAbout(Jid room)
    {
        bool isTime;
        lock (_lock)
        {
            isTime = _rooms.Contains(room) && !_wishes.ContainsKey(room);
        }

        if (isTime)
        {
            askAgain();
        }
    }

    private sealed class Wished(BookmarkDoubts doubts, Jid room) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                doubts.End(room);
            }
        }
    }
}
