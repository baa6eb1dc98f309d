// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Streams;

/// <summary>Notices that the other end is gone: asks it for a sign of life when it has been silent for long, and gives up when no question is answered in
/// time. So it knows how long answers take. Safe for concurrent use.</summary>
internal sealed class KeepAlive
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _timeout;
    private TaskCompletionSource _hurry = NewSignal();
    private TimeSpan? _hurryTimeout;
    private TimeSpan _answerTimeout;
    private readonly RoundTripMeter _roundTrip;
    private long _heardAt;
    private long? _askedAt;

    /// <param name="time">Reads the time.</param>
    /// <param name="interval">How long silence is normal; infinite for ever.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="isProven">Whether it is certain that the server reads what we send. Otherwise only the answer to a question is a sign of life.</param>
    public KeepAlive(TimeProvider time, TimeSpan interval, TimeSpan timeout, bool isProven = true)
    {
        IsProven = isProven;
        (_time, _interval, _timeout) = (time, interval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : interval, timeout);
        _roundTrip = new(time);
        Heard();
    }

    /// <summary>Whether the server has shown that it reads what we send. A stream that was resumed may be heard and not hear: a server that goes on with the parser of the
    /// lost connection, which was cut amid a stanza, takes everything that follows for a part of that.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Something came in.</summary>
    public void Heard()
    {
        lock (_lock)
        {
            (_heardAt, _askedAt) = (_time.GetTimestamp(), IsProven ? null : _askedAt);
        }
    }

    /// <summary>A question went out.</summary>
    public void Asked()
    {
        lock (_lock)
        {
            _roundTrip.Asked();
            if (_askedAt is null)
            {
                (_askedAt, _answerTimeout) = (_time.GetTimestamp(), _timeout);
            }
        }
    }

    /// <summary>The answer to a question came in.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            _roundTrip.Answered();
            (IsProven, _askedAt) = (true, null);
        }
    }

    /// <summary>How well the connection carries.</summary>
    /// <param name="unacknowledged">How many stanzas wait for the server's word.</param>
    public ConnectionQuality Rate(int unacknowledged)
    {
        lock (_lock)
        {
            return new(_roundTrip.Mean, _roundTrip.Variation, _roundTrip.Waiting, _time.GetElapsedTime(_heardAt), unacknowledged);
        }
    }

    /// <summary>Asks without waiting for silence.</summary>
    /// <param name="timeout">How long this answer may take.</param>
    public void AskNow(TimeSpan timeout)
    {
        lock (_lock)
        {
            _hurryTimeout = timeout;
            _hurry.TrySetResult();
        }
    }

    /// <summary>Watches until cancelled.</summary>
    /// <param name="probe">Asks for a sign of life.</param>
    /// <param name="isBlocked">Whether we ourselves don't read at the moment: then silence says nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>: the other end is gone.</exception>
    public async Task RunAsync(Action probe, Func<bool> isBlocked, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (isBlocked())
            {
                Excuse();
            }

            var (wait, isAnswerDue, hurry) = Left();
            if (wait > TimeSpan.Zero)
            {
                // A question may go out while we sleep: never sleep longer than its answer may take.
                var nap = Task.Delay(wait < _timeout ? wait : _timeout, _time, cancellationToken);
                await (await Task.WhenAny(nap, hurry).ConfigureAwait(false)).ConfigureAwait(false);
                continue;
            }

            if (isAnswerDue)
            {
                throw new ChatSecureException(
                    ErrorKind.Disconnected,
                    IsProven ? "The server does not answer any more." : "The server does not answer on the stream that it took up again."
                );
            }

            // Counts as asked even if it can't be written: a stuck connection is a lost one.
            BeginWaiting();
            probe();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Excuse()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            (_heardAt, _askedAt) = (now, IsProven || _askedAt is null ? null : now);
        }
    }

    private void BeginWaiting()
    {
        lock (_lock)
        {
            if (_hurryTimeout is { } timeout)
            {
                (_askedAt, _answerTimeout, _hurryTimeout, _hurry) = (_time.GetTimestamp(), timeout, null, NewSignal());
            }
            else
            {
                Asked();
            }
        }
    }

    private (TimeSpan Wait, bool IsAnswerDue, Task Hurry) Left()
    {
        lock (_lock)
        {
            return (_hurryTimeout, _askedAt) switch
            {
                (not null, _) => (TimeSpan.Zero, false, _hurry.Task),
                (_, { } askedAt) => (_answerTimeout - _time.GetElapsedTime(askedAt), true, _hurry.Task),
                _ => (_interval - _time.GetElapsedTime(_heardAt), false, _hurry.Task),
            };
        }
    }
}
