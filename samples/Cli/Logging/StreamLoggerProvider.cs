// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Cli.Output;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Cli.Logging;

/// <summary>Writes log entries as lines: time, level, category, message. Of an exception it writes the type and the message, which by the engine's rules
/// hold no content.</summary>
internal sealed class StreamLoggerProvider(TextWriter output, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // The stream is not ours.
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var clock = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var cause = exception is null ? string.Empty : $" ({exception.GetType().Name}: {exception.Message})";
        lock (_gate)
        {
            output.WriteLine($"{clock} {Word.Of(level)} {category}: {TerminalText.OneLine(message + cause)}");
        }
    }

    private sealed class Logger(StreamLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => provider.Write(logLevel, category, formatter(state, exception), exception);
    }
}
