// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Core.Sending;

/// <summary>Gathers beside the outbox what encrypting to somebody or to a group needs from the network: who does not answer holds up their own conversation and no
/// others. The outbox alone calls it.</summary>
internal sealed class KeyGathering : IAsyncDisposable
{
    // Each round asks for something that was missing; whose lists change faster than that do not get to keep us busy.
    private const int MaxRounds = 6;

    private readonly ConcurrentDictionary<Jid, Round> _rounds = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is told that something has been gathered, or could not be.</summary>
    public Action Ready { get; set; } = () => { };

    /// <summary>Whether something is being gathered for a conversation.</summary>
    public bool IsRunning(Jid peer) => _rounds.TryGetValue(peer, out var round) && !round.HasEnded;

    /// <summary>Throws what the last round failed with, if it did. The next one starts from the beginning.</summary>
    public void ThrowIfFailed(Jid peer)
    {
        if (_rounds.TryGetValue(peer, out var round) && round is { HasEnded: true, Error: { } error })
        {
            Finish(peer);
            ExceptionDispatchInfo.Throw(error);
        }
    }

    /// <summary>Begins another round.</summary>
    /// <param name="peer">The conversation.</param>
    /// <param name="gather">Does it.</param>
    /// <param name="tooMany">What is thrown if there have been too many.</param>
    public void Start(Jid peer, Func<CancellationToken, Task> gather, Func<ChatSecureException> tooMany)
    {
        var number = _rounds.TryGetValue(peer, out var former) ? former.Number + 1 : 1;
        if (number > MaxRounds)
        {
            Finish(peer);
            throw tooMany();
        }

        var round = _rounds[peer] = new Round(number);
        round.Running = RunAsync(round, gather, _stop.Token);
    }

    /// <summary>All is there.</summary>
    public void Finish(Jid peer) => _rounds.TryRemove(peer, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_rounds.Values.Select(round => round.Running)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(Round round, Func<CancellationToken, Task> gather, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await gather(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            round.Error = error;
        }
        catch (OperationCanceledException)
        {
            // The end of all.
        }

        round.HasEnded = true;
        Ready();
    }

    /// <summary>One look at the network.</summary>
    private sealed class Round(int number)
    {
        private volatile bool _hasEnded;

        public int Number => number;

        public Task Running { get; set; } = Task.CompletedTask;

        /// <summary>Why it came to nothing; to be looked at when it has ended.</summary>
        public Exception? Error { get; set; }

        public bool HasEnded
        {
            get => _hasEnded;
            set => _hasEnded = value;
        }
    }
}
