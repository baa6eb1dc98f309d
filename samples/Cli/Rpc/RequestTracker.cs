// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Rpc;

/// <summary>Knows the requests that are being carried out, and bounds how many there are: beyond that, reading waits.</summary>
internal sealed class RequestTracker(int maxConcurrent) : IDisposable
{
    private static readonly TimeSpan AfterGivingUp = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _places = new(maxConcurrent, maxConcurrent);
    private readonly HashSet<Task> _running = [];

    /// <summary>Begins a request; its work runs on the caller up to its first wait, so that requests begin in order.</summary>
    /// <param name="work">The work; it must not throw.</param>
    /// <param name="cancellationToken">Gives up waiting for a place.</param>
    public async Task BeginAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var task = work();
        lock (_running)
        {
            _running.Add(task);
        }

        _ = ForgetAsync(task);
    }

    /// <summary>Waits for what is running; after the grace, gives it up.</summary>
    public async Task DrainAsync(TimeSpan grace, CancellationTokenSource giveUp)
    {
        if (!await EndedWithinAsync(grace))
        {
            await giveUp.CancelAsync();
            await EndedWithinAsync(AfterGivingUp);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task ForgetAsync(Task task)
    {
        await task;
        lock (_running)
        {
            _running.Remove(task);
        }

        _places.Release();
    }

    private async Task<bool> EndedWithinAsync(TimeSpan time)
    {
        Task[] running;
        lock (_running)
        {
            running = [.. _running];
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
