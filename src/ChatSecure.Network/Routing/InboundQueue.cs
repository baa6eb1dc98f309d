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
    private const int ElementOverhead = 160;

    private readonly Lock _lock = new();
    private readonly Queue<(Stanza Stanza, uint Ordinal, long Weight)> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private TaskCompletionSource? _room;
    private long _weight;
    private uint _read;
    private bool _closed;

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
    public void Skip()
    {
        lock (_lock)
        {
            unchecked
            {
                _read++;
            }
        }
    }

    /// <summary>Adds a stanza, waiting for room.</summary>
    public async ValueTask AddAsync(Stanza stanza, CancellationToken cancellationToken)
    {
        var weight = Weigh(stanza.Element);
        while (TryAdd(stanza, weight) is { } full)
        {
            await full.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _arrived.Release();
    }

    /// <summary>Waits for the next stanza, which stays in the queue until it is <see cref="Done"/>.</summary>
    /// <returns>Null if the queue is closed and empty.</returns>
    public async ValueTask<Stanza?> NextAsync(CancellationToken cancellationToken)
    {
        await _arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return _waiting.TryPeek(out var oldest) ? oldest.Stanza : null;
        }
    }

    /// <summary>The oldest stanza has been handled.</summary>
    /// <returns>Whether the queue is empty now.</returns>
    public bool Done()
    {
        lock (_lock)
        {
            _weight -= _waiting.Dequeue().Weight;
            _room?.SetResult();
            _room = null;
            return _waiting.Count == 0;
        }
    }

    /// <summary>Nothing more will be added: the taker ends when it has taken what is there.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _arrived.Release();
    }

    // Null if there was room; else a task that ends when some has been made.
    private Task? TryAdd(Stanza stanza, long weight)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MaxStanzas || (_waiting.Count > 0 && _weight + weight > MaxWeight))
            {
                _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _room.Task;
            }

            _read = unchecked(_read + 1);
            _weight += weight;
            _waiting.Enqueue((stanza, _read, weight));
            return null;
        }
    }

    // About what the element costs in memory.
    private static long Weigh(XmppElement element)
    {
        var weight = (long)ElementOverhead + 2L * element.Text.Length;
        foreach (var (name, value) in element.Attributes)
        {
            weight += 2L * (name.Length + value.Length);
        }

        foreach (var child in element.Children)
        {
            weight += Weigh(child);
        }

        return weight;
    }
}
