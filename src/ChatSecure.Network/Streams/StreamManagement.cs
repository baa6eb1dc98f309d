// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>The counters and the queue of XEP-0198, which outlive a connection so that the next one can resume the stream. Counters run modulo 2^32. Where
/// the server does not offer it, the same queue holds the stanzas that somebody wants acknowledged, and the question is a ping: whoever answers it has read
/// what came before. Safe for concurrent use.</summary>
internal sealed class StreamManagement
{
    public const string Namespace = "urn:xmpp:sm:3";

    private const int AskAfter = 5;

    // A slow server must be able to answer a question within the time that a dead one is given.
    private const int MaxUnacked = 512;

    private readonly Lock _lock = new();
    private readonly Queue<(byte[] Stanza, TaskCompletionSource? Ticket)> _unacked = new();
    private uint _acked;
    private uint _handledBefore;
    private int _unasked;
    private bool _isWanted;
    private bool _isAsking;

    /// <summary>Whether the server counts stanzas on the present stream.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>The server's name for the stream; null if it can't be resumed.</summary>
    public string? ResumptionId { get; private set; }

    /// <summary>Where the server would like the stream to be resumed; null for nowhere in particular.</summary>
    public HostPort? Location { get; private set; }

    /// <summary>How many stanzas wait for acknowledgement.</summary>
    public int Unacknowledged
    {
        get
        {
            lock (_lock)
            {
                return _unacked.Count;
            }
        }
    }

    /// <summary>Whether so much waits for acknowledgement that nothing more is sent until some comes.</summary>
    public bool IsFull => Unacknowledged >= MaxUnacked;

    /// <summary>The request to count on a new stream.</summary>
    public static XmppElement CreateEnable() => new("enable", Namespace) { ["resume"] = "true" };

    /// <summary>The request to take up the former stream.</summary>
    /// <param name="id">The server's name for it.</param>
    public XmppElement CreateResume(string id) =>
        new("resume", Namespace) { ["previd"] = id, ["h"] = Handled(0).ToString(CultureInfo.InvariantCulture) };

    /// <summary>Begins to count on a new stream.</summary>
    /// <param name="enabled">The server's <c>enabled</c>.</param>
    public void Enable(XmppElement enabled) =>
        Enable(
            enabled["resume"] is "true" or "1" ? enabled["id"] : null,
            HostPort.TryParse(enabled["location"], out var location) ? location : null
        );

    /// <summary>Begins to count on a new stream.</summary>
    /// <param name="resumptionId">The server's name for it; null if it can't be resumed.</param>
    /// <param name="location">Where the server would like it to be resumed; null for nowhere in particular.</param>
    public void Enable(string? resumptionId, HostPort? location = null)
    {
        lock (_lock)
        {
            (IsEnabled, ResumptionId, Location) = (true, resumptionId, location);
            (_acked, _handledBefore) = (0, 0);
            ForgetQuestions();
        }
    }

    /// <summary>Takes note of a stanza, just before it is written.</summary>
    /// <param name="stanza">Its bytes, kept until they are acknowledged.</param>
    /// <param name="ticket">Completed when it is acknowledged; null if nobody waits for that.</param>
    /// <returns>Whether it is kept, and will be sent again if the stream is resumed on another connection.</returns>
    public bool Sent(byte[] stanza, TaskCompletionSource? ticket)
    {
        lock (_lock)
        {
            if (!IsEnabled && ticket is null)
            {
                return false;
            }

            _unacked.Enqueue((stanza, ticket));
            _unasked++;
            _isWanted |= ticket is not null;
            return true;
        }
    }

    /// <summary>Takes note of an acknowledgement: everything up to <paramref name="h"/> has arrived.</summary>
    /// <returns>False if the server acknowledges what was never sent.</returns>
    public bool TryAcknowledge(uint h)
    {
        lock (_lock)
        {
            var count = unchecked(h - _acked);
            if (count > _unacked.Count)
            {
                return false;
            }

            for (; count > 0; count--)
            {
                _unacked.Dequeue().Ticket?.TrySetResult();
            }

            _acked = h;
            _isAsking = false;
            return true;
        }
    }

    /// <summary>Whether to ask for an acknowledgement now: somebody waits for one, or several stanzas have gone out since the last question; and no question
    /// is open. So there is at most one question a round trip, however many stanzas are sent.</summary>
    /// <param name="isIdle">Ask in any case, for a sign of life.</param>
    /// <param name="upTo">The count that an answer to this question acknowledges at least.</param>
    public bool ShouldAsk(bool isIdle, out uint upTo)
    {
        lock (_lock)
        {
            upTo = unchecked(_acked + (uint)_unacked.Count);
            if (_isAsking || !(isIdle || _isWanted || _unasked >= AskAfter))
            {
                return false;
            }

            ForgetQuestions();
            _isAsking = true;
            return true;
        }
    }

    /// <summary>The count to acknowledge, given how many stanzas of the present connection have been handled.</summary>
    public uint Handled(uint onThisConnection)
    {
        lock (_lock)
        {
            return unchecked(_handledBefore + onThisConnection);
        }
    }

    /// <summary>The connection is gone; the stream may be resumed on another one.</summary>
    /// <param name="handledOnIt">How many stanzas had been handled on it.</param>
    public void Suspend(uint handledOnIt)
    {
        lock (_lock)
        {
            _handledBefore = unchecked(_handledBefore + handledOnIt);
            IsEnabled = false;
        }

        if (ResumptionId is null)
        {
            Abandon();
        }
    }

    /// <summary>The stream goes on.</summary>
    /// <param name="h">What the server says that it has got.</param>
    /// <param name="resend">What it has not got, in order.</param>
    /// <returns>False if the server acknowledges what was never sent.</returns>
    public bool TryResume(uint h, [NotNullWhen(true)] out IReadOnlyList<byte[]>? resend)
    {
        resend = null;
        if (!TryAcknowledge(h))
        {
            return false;
        }

        lock (_lock)
        {
            IsEnabled = true;
            ForgetQuestions();
            (_unasked, _isWanted) = (_unacked.Count, _unacked.Count > 0);
            resend = [.. _unacked.Select(entry => entry.Stanza)];
            return true;
        }
    }

    /// <summary>The stream can't be resumed: what was not acknowledged is given back to its senders as failed.</summary>
    public void Abandon()
    {
        List<TaskCompletionSource?> lost;
        lock (_lock)
        {
            lost = [.. _unacked.Select(entry => entry.Ticket)];
            _unacked.Clear();
            (IsEnabled, ResumptionId, Location) = (false, null, null);
        }

        foreach (var ticket in lost)
        {
            ticket?.TrySetException(
                new ChatSecureException(ErrorKind.Disconnected, "The stream ended before the server acknowledged the stanza.")
            );
        }
    }

    /// <summary>Reads a counter of XEP-0198.</summary>
    public static bool TryReadCount(XmppElement element, out uint h) =>
        uint.TryParse(element["h"], NumberStyles.None, CultureInfo.InvariantCulture, out h);

    /// <summary>What another process needs to take up the stream.</summary>
    /// <param name="address">Our full address on it.</param>
    /// <returns>The state; null if the stream can't be resumed.</returns>
    public ResumptionState? Export(Jid address)
    {
        lock (_lock)
        {
            return ResumptionId is null
                ? null
                : new(ResumptionId, address, Location, _acked, _handledBefore, [.. _unacked.Select(entry => entry.Stanza)]);
        }
    }

    /// <summary>Takes up where another process has left off. Nothing was sent in this one yet.</summary>
    /// <param name="state">What the other process has exported.</param>
    public void Import(ResumptionState state)
    {
        lock (_lock)
        {
            (ResumptionId, Location, _acked, _handledBefore) = (state.Id, state.Location, state.Acknowledged, state.Handled);
            foreach (var stanza in state.Unacknowledged)
            {
                _unacked.Enqueue((stanza, null));
            }
        }
    }

    private void ForgetQuestions() => (_unasked, _isWanted, _isAsking) = (0, false, false);
}
