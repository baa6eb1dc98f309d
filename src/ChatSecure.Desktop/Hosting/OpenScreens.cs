// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Hosting;

namespace ChatSecure.Desktop.Hosting;

/// <summary>Knows whether anybody looks: ends the app when nobody has for a while, if it is to.</summary>
internal sealed class OpenScreens : CircuitHandler, IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeSpan? _stopAfter;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private int _count;

    public OpenScreens(IHostApplicationLifetime lifetime, TimeProvider time, DesktopOptions options)
    {
        (_lifetime, _stopAfter) = (lifetime, options.StopAfter);
        _timer = time.CreateTimer(_ => Stop(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Count(1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Count(-1);

    public void Dispose() => _timer.Dispose();

    private Task Count(int change)
    {
        lock (_lock)
        {
            _count += change;
            Wait();
        }

        return Task.CompletedTask;
    }

    private void Wait() => _timer.Change(_count == 0 && _stopAfter is { } wait ? wait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Stop()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                _lifetime.StopApplication();
            }
        }
    }
}
