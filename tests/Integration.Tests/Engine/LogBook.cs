// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Keeps everything that an app logs: to show with a failure, and to look for what must not be there.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = [];

    public IEnumerable<string> Lines(LogLevel least) => _lines.Where(line => line.Level >= least).Select(line => line.Line);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName.Split('.')[^1], _lines);

    public void Dispose() { }

    private sealed class Logger(string category, ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue((logLevel, $"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {category}: {formatter(state, exception)} {exception}"));
    }
}
