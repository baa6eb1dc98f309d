// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChatSecure.Clients;

namespace ChatSecure.Core.Events;

/// <summary>Tells every listener everything, each at its own pace: a slow one loses its own oldest events and is told so.</summary>
internal sealed class EventHub
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly List<Listener> _listeners = [];

    /// <summary>Sees each event once, before the listeners do.</summary>
    public Action<ChatEvent>? Counted { get; init; }

    public void Publish(ChatEvent chatEvent)
    {
        Counted?.Invoke(chatEvent);
        lock (_lock)
        {
            foreach (var listener in _listeners)
            {
                listener.Channel.Writer.TryWrite(chatEvent);
            }
        }
    }

    /// <summary>Listens from the moment of the call (not of the first read), so that nothing is missed in between.</summary>
    public IAsyncEnumerable<ChatEvent> ListenAsync(CancellationToken cancellationToken)
    {
        var listener = new Listener();
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return ReadAsync(listener, cancellationToken);
    }

    private async IAsyncEnumerable<ChatEvent> ReadAsync(Listener listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chatEvent in listener.Channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (listener.TakeLost())
                {
                    yield return new EventsLost(default);
                }

                yield return chatEvent;
            }
        }
        finally
        {
            lock (_lock)
            {
                _listeners.Remove(listener);
            }
        }
    }

    private sealed class Listener
    {
        private int _lost;

        public Listener() =>
            Channel = System.Threading.Channels.Channel.CreateBounded<ChatEvent>(
                new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
                _ => Interlocked.Exchange(ref _lost, 1)
            );

        public Channel<ChatEvent> Channel { get; }

        public bool TakeLost() => Interlocked.Exchange(ref _lost, 0) == 1;
    }
}
