// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Errors;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Accounts;

/// <summary>Work that a received stanza causes and that needs the network: an ordered inbound handler must not wait for it, so it is done here, one after the
/// other, while the account is online. What does not fit is dropped, oldest first: all of it is work that the protocol repairs by itself.</summary>
internal sealed partial class FollowUps : IAsyncDisposable
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan _lastMoment = TimeSpan.FromSeconds(1);

    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateBounded<Func<CancellationToken, Task>>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private readonly CancellationTokenSource _stop = new();
    private readonly SessionGate _gate;
    private readonly ILogger _logger;
    private readonly Task _worker;

    public FollowUps(SessionGate gate, ILogger logger)
    {
        _gate = gate;
        _logger = logger;
        _worker = WorkAsync(_stop.Token);
    }

    public void Add(Func<CancellationToken, Task> work) => _queue.Writer.TryWrite(work);

    /// <summary>What was caused last, such as by a person who read something and left, is still done if the account is online, for a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_gate.IsOpen)
        {
            await Task.WhenAny(_worker, Task.Delay(_lastMoment, CancellationToken.None)).ConfigureAwait(false);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var work in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await work(cancellationToken).ConfigureAwait(false);
                }
                catch (ChatSecureException error)
                {
                    LogFailed(error.Kind, error.Condition);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // A fault of ours in one piece of work must not end all others.
                    LogFault(error.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "A follow-up failed: {Kind} {Condition}.")]
    private partial void LogFailed(ErrorKind kind, string? condition);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "A follow-up failed unexpectedly: {Fault}.")]
    private partial void LogFault(string fault);
}
