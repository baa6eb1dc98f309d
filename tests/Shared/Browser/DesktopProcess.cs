// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ChatSecure.Tests;

/// <summary>A desktop app as people start it: it prints the link that opens it, and ends as Ctrl-C ends it.</summary>
internal sealed partial class DesktopProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private readonly string _signal;

    private DesktopProcess(Process process, Uri link, string signal) => (_process, StartLink, _signal) = (process, link, signal);

    public Uri StartLink { get; }

    /// <summary>Starts a program with a profile, in a language of the system.</summary>
    public static Task<DesktopProcess> StartAsync(
        string program,
        string profile,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment
    ) => StartAsync(program, ["--profile", profile, .. arguments], environment, "INT", _patience);

    /// <summary>Starts a program that starts such an app, among others, and ends all of them by a signal.</summary>
    public static async Task<DesktopProcess> StartAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string signal,
        TimeSpan wait
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(wait);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Link().Match(line) is { Success: true } found)
            {
                return new(process, new(found.Value), signal);
            }
        }

        throw new InvalidOperationException($"The app ended with {process.ExitCode} and no link.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Programs.Run("kill", [$"-{_signal}", $"{_process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                throw new InvalidOperationException("The app did not end within a minute of being asked to.");
            }
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/start\?token=[\w-]+")]
    private static partial Regex Link();
}
