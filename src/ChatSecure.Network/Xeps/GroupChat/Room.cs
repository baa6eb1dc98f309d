// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>A room that we are in, as it is now. Reading is safe from any thread; what is read changes as the room does.</summary>
public sealed class Room
{
    /// <summary>The greatest number of occupants that are kept. A room with more is left, like one with more than <see cref="MaxCharacters"/>: <see cref="RoomLeaveReason.TooManyOccupants"/>.</summary>
    public const int MaxOccupants = 5000;

    /// <summary>The greatest number of characters in all of their names, ids and addresses.</summary>
    public const int MaxCharacters = 2 * 1024 * 1024;

    private const int Fresh = 0;
    private const int Fetching = 1;
    private const int Stale = 2;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Occupant> _occupants = new(StringComparer.Ordinal);
    private volatile RoomRequest? _request;
    private int _refresh;
    private long _lastHeard;
    private int _characters;

    internal Room(Jid address, RoomRequest request, RoomDetails? details, DateTimeOffset now)
    {
        Address = address;
        Nickname = request.Nickname;
        Request = request;
        (Details, AreDetailsKnown) = (details ?? new(), details is not null);
        _lastHeard = now.UtcTicks;
    }

    /// <summary>The room's bare address.</summary>
    public Jid Address { get; }

    /// <summary>Our name there, which the room may have changed.</summary>
    public string Nickname { get; internal set; }

    /// <summary>What the room announces of itself.</summary>
    public RoomDetails Details { get; private set; }

    /// <summary>Whether <see cref="Details"/> is what the room announces now: not until it has said so, nor after it was configured anew until it has said so
    /// again.</summary>
    public bool AreDetailsKnown { get; private set; }

    /// <summary>Its subject; empty for none.</summary>
    public string Subject { get; internal set; } = string.Empty;

    /// <summary>Whether it was created by our entering it (status 201): nobody else can enter until it is configured.</summary>
    public bool IsNew { get; internal set; }

    /// <summary>Whether everybody there sees everybody's real address (status 100), which the user is to be told.</summary>
    public bool IsNonAnonymous { get; internal set; }

    /// <summary>Whether discussions are kept for others to read (status 170), which the user is to be told.</summary>
    public bool IsLogged { get; internal set; }

    /// <summary>When the room last sent anything: after a longer silence, <see cref="GroupChatModule.CheckAsync"/> tells whether we are still in it.</summary>
    public DateTimeOffset LastHeard => new(Volatile.Read(ref _lastHeard), TimeSpan.Zero);

    /// <summary>Who is there, ourselves included.</summary>
    public IReadOnlyList<Occupant> Occupants
    {
        get
        {
            lock (_lock)
            {
                return [.. _occupants.Values.Select(Show)];
            }
        }
    }

    /// <summary>Ourselves, as the room shows us; null while entering.</summary>
    public Occupant? Self => Find(Nickname);

    internal bool IsJoined { get; set; }

    /// <summary>Whether history may still come: the room sends its subject after it (XEP-0045, section 7.2.15).</summary>
    internal bool AwaitsSubject { get; set; } = true;

    /// <summary>What we wait for; null if for nothing.</summary>
    internal RoomRequest? Request
    {
        get => _request;
        set => _request = value;
    }

    /// <summary>Whether we have said that we leave.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>Ends when the room has told us that we left.</summary>
    internal TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The occupant with that nickname.</summary>
    /// <param name="nickname">The nickname, character by character.</param>
    /// <returns>The occupant; null if there is none.</returns>
    public Occupant? Find(string nickname)
    {
        lock (_lock)
        {
            return _occupants.TryGetValue(nickname, out var occupant) ? Show(occupant) : null;
        }
    }

    /// <summary>Takes what the room announces. Ids of occupants that came while we did not know are its own if it gives any, and otherwise nobody's.</summary>
    internal void Learn(RoomDetails details)
    {
        lock (_lock)
        {
            (Details, AreDetailsKnown) = (details, true);
            if (!details.HasOccupantIds)
            {
                foreach (var occupant in _occupants.Values.ToArray())
                {
                    _characters -= occupant.OccupantId?.Length ?? 0;
                    _occupants[occupant.Nickname] = occupant with { OccupantId = null };
                }
            }
        }
    }

    /// <summary>Believes none of the ids that the room announced to give, until it is known again.</summary>
    internal void Distrust()
    {
        lock (_lock)
        {
            (Details, AreDetailsKnown) = (Details with { HasOccupantIds = false, HasMessageIds = false }, false);
        }
    }

    internal void Hear(TimeProvider time) => Volatile.Write(ref _lastHeard, time.GetUtcNow().UtcTicks);

    /// <summary>Waits for one answer at a time; false if another is awaited.</summary>
    internal bool TryStart(RoomRequest request) => Interlocked.CompareExchange(ref _request, request, null) is null;

    /// <summary>Waits for that answer no longer.</summary>
    internal void Finish(RoomRequest request) => Interlocked.CompareExchange(ref _request, null, request);

    /// <summary>Notes that <see cref="Details"/> is out of date; true if nobody fetches it yet.</summary>
    internal bool TryStartRefresh() => Interlocked.Exchange(ref _refresh, Stale) == Fresh;

    /// <summary>What is fetched from now on is up to date.</summary>
    internal void Refresh() => Interlocked.Exchange(ref _refresh, Fetching);

    /// <summary>Ends fetching; false if it went out of date meanwhile.</summary>
    internal bool TryEndRefresh() => Interlocked.CompareExchange(ref _refresh, Fresh, Fetching) == Fetching;

    /// <summary>Notes an occupant. False if there are too many; <paramref name="former"/> is what was known under that name.</summary>
    internal bool TrySet(Occupant occupant, out Occupant? former)
    {
        lock (_lock)
        {
            former = _occupants.GetValueOrDefault(occupant.Nickname);
            var characters = _characters + Weigh(occupant) - (former is null ? 0 : Weigh(former));
            if ((former is null && _occupants.Count >= MaxOccupants) || characters > MaxCharacters)
            {
                return false;
            }

            _characters = characters;
            _occupants[occupant.Nickname] = occupant;
            return true;
        }
    }

    internal Occupant? Remove(string nickname)
    {
        lock (_lock)
        {
            if (!_occupants.Remove(nickname, out var occupant))
            {
                return null;
            }

            _characters -= Weigh(occupant);
            return occupant;
        }
    }

    private static int Weigh(Occupant occupant) =>
        occupant.Nickname.Length + (occupant.OccupantId?.Length ?? 0) + (occupant.RealAddress?.ToString().Length ?? 0);

    private Occupant Show(Occupant occupant) => Details.HasOccupantIds ? occupant : occupant with { OccupantId = null };
}
