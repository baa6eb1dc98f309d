// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Desktop.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Desktop.Tests;

public sealed class LifeTests
{
    [Fact]
    public async Task It_ends_when_nobody_has_looked_for_long_enough()
    {
        var time = new FakeTimeProvider();
        await using var app = await RunningApp.StartAsync(
            more: services => services.AddSingleton<TimeProvider>(time),
            args: ["--stop-after", "10"]
        );
        var stopping = app.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var screens = app.App.Services.GetRequiredService<OpenScreens>();
        time.Advance(TimeSpan.FromMinutes(9));
        await screens.OnConnectionUpAsync(null!, default);
        time.Advance(TimeSpan.FromMinutes(60));
        Assert.False(stopping.IsCancellationRequested);
        await screens.OnConnectionDownAsync(null!, default);
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(stopping.IsCancellationRequested);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Without_that_option_it_stays()
    {
        var time = new FakeTimeProvider();
        await using var app = await RunningApp.StartAsync(more: services => services.AddSingleton<TimeProvider>(time));
        _ = app.App.Services.GetRequiredService<OpenScreens>();
        time.Advance(TimeSpan.FromDays(30));
        Assert.False(app.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Logs_hold_neither_link_nor_cookie()
    {
        using var log = new Recorder();
        await using var app = await RunningApp.StartAsync(
            more: services => services.AddLogging(builder => builder.AddProvider(log)),
            args: ["--log", "trace"]
        );
        var link = app.App.NewStartLink();
        using var start = await app.SendAsync(link.PathAndQuery);
        var cookie = start.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var page = await app.SendAsync("/", cookie);
        using var missing = await app.SendAsync(link.PathAndQuery);
        Assert.DoesNotContain(link.Query.Split('=')[1], log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie.Split('=')[1], log.Text, StringComparison.Ordinal);
        app.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("probe").LogWarning("heard {What}", "this");
        Assert.Contains("heard this", log.Text, StringComparison.Ordinal);
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        private readonly StringWriter _text = new(CultureInfo.InvariantCulture);

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (_text)
            {
                _text.WriteLine(formatter(state, exception) + exception);
            }
        }

        public void Dispose() => _text.Dispose();
    }
}
