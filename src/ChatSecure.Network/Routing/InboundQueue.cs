// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Routing;

/// <summary>The stanzas of one connection that wait for their ordered handlers, bounded by number and by size, and the count of those that are done with.
/// One task adds, another one takes; the counts may be read from anywhere.</summary>
internal sealed class InboundQueue
{
    private const int MaxStanzas = 512;
    private const long MaxWeight = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<(Stanza Stanza, uint Ordinal, long Weight)> _waiting = new();
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;
    private long _weight;
    private uint _read;

    /// <summary>Whether the reader stands still because the handlers don't keep up.</summary>
    public bool IsBlocked
    {
        get
        {
            lock (_lock)
            {
                return _room is not null;
            }
        }
    }

    /// <summary>Whether all that was read has been handled.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0;
            }
        }
    }

    /// <summary>Ends when all that was read has been handled.</summary>
    public Task WhenDrained
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 ? Task.CompletedTask : (_drained ??= NewSignal()).Task;
            }
        }
    }

    /// <summary>How many stanzas are done with, counted without gaps from the first one on; modulo 2^32. This is what may be acknowledged: a stanza that was
    /// answered early counts only after all before it.</summary>
    public uint Handled
    {
        get
        {
            lock (_lock)
            {
                return _waiting.TryPeek(out var oldest) ? unchecked(oldest.Ordinal - 1) : _read;
            }
        }
    }

    /// <summary>Counts a stanza that was handled as soon as it was read.</summary>
    /// <param name="counts">Whether it counts.</param>
    public void Skip(bool counts)
    {
        lock (_lock)
        {
            _read = counts ? unchecked(_read + 1) : _read;
        }
    }

    /// <summary>Adds a stanza, waiting for room.</summary>
    /// <param name="stanza">The stanza.</param>
    /// <param name="counts">Whether it counts: not if it came before the counting began.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask AddAsync(Stanza stanza, bool counts, CancellationToken cancellationToken)
    {
        var weight = stanza.Element.Weigh();
        while (TryAdd(stanza, counts, weight) is { } room)
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next stanza, which stays in the queue until it is <see cref="Done"/>.</summary>
    public async ValueTask<Stanza> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_waiting.TryPeek(out var oldest))
                {
                    return oldest.Stanza;
                }

                arrival = (_arrival ??= NewSignal()).Task;
            }

            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The oldest stanza has been handled.</summary>
    /// <returns>Whether the queue is empty now.</returns>
    public bool Done()
    {
        lock (_lock)
        {
            _weight -= _waiting.Dequeue().Weight;
            Signal(ref _room);
            if (_waiting.Count > 0)
            {
                return false;
            }

            Signal(ref _drained);
            return true;
        }
    }

    // Null if there was room; else a task that ends when some has been made.
    private Task? TryAdd(Stanza stanza, bool counts, long weight)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MaxStanzas || (_waiting.Count > 0 && _weight + weight > MaxWeight))
            {
                return (_room ??= NewSignal()).Task;
            }

            var ordinal = unchecked(_read + 1);
            _read = counts ? ordinal : _read;
            _weight += weight;
            _waiting.Enqueue((stanza, ordinal, weight));
            Signal(ref _arrival);
            return null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Signal(ref TaskCompletionSource? signal)
    {
        signal?.SetResult();
        signal = null;
    }
}
