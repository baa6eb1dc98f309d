// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Threading.Channels;
using ChatSecure.Errors;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Everything that is written on a stream once it is ready. Many tasks queue stanzas; one loop writes what has gathered in one go, together with
/// the acknowledgements and questions of XEP-0198, so that their counters follow the order on the wire.</summary>
internal sealed class OutboundPump : IDisposable
{
    private const int MaxQueued = 256;
    private const int BurstBytes = 32 * 1024;
    private static readonly byte[] _question = XmppStream.Encode(new XmppElement("r", StreamManagement.Namespace));

    private readonly XmppStream _stream;
    private readonly StreamManagement _management;
    private readonly InboundQueue _inbound;
    private readonly Func<uint, byte[]> _ping;
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _again;
    private readonly Queue<Outgoing> _queue = new();
    private readonly SemaphoreSlim _room = new(MaxQueued);
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private bool _owesAnswer;
    private bool _probes;
    private bool _closes;
    private bool _hasEnded;
    private XmppElement? _error;

    /// <param name="stream">Where to write.</param>
    /// <param name="management">Counts what is sent.</param>
    /// <param name="inbound">Counts what was handled.</param>
    /// <param name="ping">Makes the question for servers without XEP-0198, given the count that its answer acknowledges.</param>
    /// <param name="again">What was sent on a former connection and must be sent again, before anything else.</param>
    public OutboundPump(
        XmppStream stream,
        StreamManagement management,
        InboundQueue inbound,
        Func<uint, byte[]> ping,
        IReadOnlyList<byte[]> again
    )
    {
        (_stream, _management, _inbound, _ping) = (stream, management, inbound, ping);
        _again = new(again);
        if (again.Count > 0)
        {
            Wake();
        }
    }

    /// <summary>Raised when a question goes out to which the server must answer.</summary>
    public Action? Asked { get; set; }

    /// <summary>Queues a stanza and waits until it is written.</summary>
    /// <param name="stanza">Its bytes.</param>
    /// <param name="ticket">Completed when the server acknowledges it; null if nobody waits for that.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the queue.</param>
    public ValueTask SendAsync(byte[] stanza, TaskCompletionSource? ticket, CancellationToken cancellationToken) =>
        QueueAsync(new(stanza, ticket, NewSignal()), cancellationToken);

    /// <summary>Queues an element that is no stanza, and so counts for nothing, and waits until it is written.</summary>
    /// <param name="element">Its bytes.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the queue.</param>
    public ValueTask SendUncountedAsync(byte[] element, CancellationToken cancellationToken) =>
        QueueAsync(new(element, null, NewSignal(), Counts: false), cancellationToken);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask QueueAsync(Outgoing item, CancellationToken cancellationToken)
    {
        await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_hasEnded || _closes)
            {
                throw Ended();
            }

            _queue.Enqueue(item);
        }

        Wake();
        await item.Written.Task.ConfigureAwait(false);
    }

    /// <summary>The server asked how much we have handled.</summary>
    public void Answer()
    {
        lock (_lock)
        {
            _owesAnswer = true;
        }

        Wake();
    }

    /// <summary>Asks the server for a sign of life.</summary>
    public void Probe()
    {
        lock (_lock)
        {
            _probes = true;
        }

        Wake();
    }

    /// <summary>Looks again whether more may be written, after an acknowledgement.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Writes what is queued, a last acknowledgement and the end of the stream.</summary>
    /// <param name="error">A stream error to send first; queued stanzas are dropped then.</param>
    public void Close(XmppElement? error = null)
    {
        lock (_lock)
        {
            _closes = true;
            _error ??= error;
        }

        Wake();
    }

    /// <summary>Writes until the stream is closed from our side, or can't be written.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var elements = new List<byte[]>();
        var burst = new List<Outgoing>();
        try
        {
            for (var isOpen = true; isOpen; )
            {
                await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                do
                {
                    elements.Clear();
                    isOpen = Fill(elements, burst);
                    if (elements.Count > 0 || !isOpen)
                    {
                        await _stream.WriteAsync(elements, closes: !isOpen, cancellationToken).ConfigureAwait(false);
                    }

                    burst.ForEach(item => item.Written.TrySetResult());
                    burst.Clear();
                } while (isOpen && elements.Count > 0);
            }
        }
        finally
        {
            End(burst);
        }
    }

    public void Dispose()
    {
        _room.Dispose();
        _ended.Dispose();
    }

    // Takes together what is written next. False if the end of the stream is part of it.
    private bool Fill(List<byte[]> elements, List<Outgoing> burst)
    {
        var size = 0;
        lock (_lock)
        {
            if (_error is not null)
            {
                elements.Add(XmppStream.Encode(_error));
                return false;
            }

            for (; size < BurstBytes && _again.TryDequeue(out var stanza); size += stanza.Length)
            {
                elements.Add(stanza);
            }

            for (; size < BurstBytes && !_management.IsFull && _queue.TryDequeue(out var item); size += item.Stanza.Length)
            {
                _room.Release();
                elements.Add(item.Stanza);
                burst.Add(item with { IsKept = item.Counts && _management.Sent(item.Stanza, item.Ticket) });
            }

            if (_management.IsEnabled && (_owesAnswer || _closes))
            {
                elements.Add(XmppStream.Encode(Acknowledgement()));
            }

            if (_management.ShouldAsk(_probes, out var upTo))
            {
                elements.Add(_management.IsEnabled ? _question : _ping(upTo));
                Asked?.Invoke();
            }

            (_owesAnswer, _probes) = (false, false);
            return !_closes || _queue.Count > 0 || _again.Count > 0;
        }
    }

    private XmppElement Acknowledgement() =>
        new("a", StreamManagement.Namespace) { ["h"] = _management.Handled(_inbound.Handled).ToString(CultureInfo.InvariantCulture) };

    private async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _room.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
                await _room.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
            when (e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Ended();
        }
    }

    // What is kept for the next connection counts as written: its ticket tells the rest. Everything else has failed.
    private void End(List<Outgoing> burst)
    {
        lock (_lock)
        {
            _hasEnded = true;
            burst.AddRange(_queue);
            _queue.Clear();
        }

        _ended.Cancel();

        foreach (var item in burst)
        {
            if (item.IsKept)
            {
                item.Written.TrySetResult();
            }
            else
            {
                item.Written.TrySetException(Ended());
            }
        }
    }

    private static ChatSecureException Ended() => new(ErrorKind.Disconnected, "The stream has ended.");

    private sealed record Outgoing(
        byte[] Stanza,
        TaskCompletionSource? Ticket,
        TaskCompletionSource Written,
        bool Counts = true,
        bool IsKept = false
    );
}
