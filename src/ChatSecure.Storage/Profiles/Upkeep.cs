// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Media;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Profiles;

/// <summary>What an open profile does by itself: lets messages disappear when their time has come, and collects files that no message names.</summary>
internal sealed class Upkeep : IAsyncDisposable
{
    /// <summary>How often it looks without a reason; also how late a message may disappear when the clock was set.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Database _database;
    private readonly IMessageStore _messages;
    private readonly SqlMediaStore _media;
    private readonly TimeProvider _time;
    private readonly SteadyClock _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private int _isDisposed;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _next = DateTimeOffset.MaxValue;

    public Upkeep(Database database, IMessageStore messages, SqlMediaStore media, TimeProvider time)
    {
        _database = database;
        _messages = messages;
        _media = media;
        _time = time;
        _clock = new(time);
        _timer = time.CreateTimer(_ => Start(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks for the first time. What no message names is left for later: opening does not wait for it.</summary>
    public async ValueTask BeginAsync()
    {
        await _media.DeleteUnknownAsync(_end.Token).ConfigureAwait(false);
        await RunAsync(collects: false).ConfigureAwait(false);
    }

    /// <summary>A message was stored that disappears at this time.</summary>
    public void Expect(DateTimeOffset expiresAt)
    {
        lock (_lock)
        {
            if (expiresAt < _next)
            {
                Schedule(expiresAt);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        Task running;
        lock (_lock)
        {
            running = _running;
        }

        await running.ConfigureAwait(false);
        _end.Dispose();
    }

    private void Start()
    {
        lock (_lock)
        {
            if (_running.IsCompleted && !_end.IsCancellationRequested)
            {
                _running = RunAsync(collects: true);
            }
        }
    }

    private async Task RunAsync(bool collects)
    {
        var next = DateTimeOffset.MaxValue;
        try
        {
            if (!_database.IsLocked)
            {
                await _messages.RemoveExpiredAsync(_clock.Now(), _end.Token).ConfigureAwait(false);
                if (collects)
                {
                    await _media.CollectAsync(_end.Token).ConfigureAwait(false);
                }

                next = await _database.ReadAsync(NextExpiry, _end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is ChatSecureException or OperationCanceledException or ObjectDisposedException)
        {
            // It is tried again; who reads or writes in the meantime is told what is wrong.
        }

        lock (_lock)
        {
            if (!_end.IsCancellationRequested)
            {
                Schedule(next);
            }
        }
    }

    private void Schedule(DateTimeOffset expiresAt)
    {
        _next = expiresAt;
        var wait = expiresAt - _time.GetUtcNow();

        // What is overdue is not believed yet (see SteadyClock), or could not be erased: not again at once.
        wait = wait <= TimeSpan.Zero ? _retry : wait;
        _timer.Change(wait < _interval ? wait : _interval, Timeout.InfiniteTimeSpan);
    }

    private static DateTimeOffset NextExpiry(Sqlite.SqliteConnection connection)
    {
        using var statement = connection.Prepare(
            "SELECT expires_at FROM messages WHERE expires_at IS NOT NULL ORDER BY expires_at LIMIT 1"
        );
        return statement.Step() ? new(statement.Int64(0), TimeSpan.Zero) : DateTimeOffset.MaxValue;
    }
}
