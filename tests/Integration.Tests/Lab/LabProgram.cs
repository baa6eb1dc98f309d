// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A program of build/lab that tells JSON events, one a line, and ends with its standard input.</summary>
public sealed class LabProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<JsonObject> _events = [];
    private readonly List<string> _errors = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LabProgram(string script, params string[] arguments)
    {
        // Debian's own Python is the one that has the modules of the peers.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-u", Repository.PathTo("build", "lab", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{script} did not start.");
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginErrorReadLine();
        _reading = ReadEventsAsync();
    }

    /// <summary>All events so far, oldest first.</summary>
    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public async Task WriteAsync(JsonObject command)
    {
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The first event of that name that matches, past or future. Fails the test when none comes within 30 s or the program ended.</summary>
    public async Task<JsonObject> WaitForAsync(string name, Func<JsonObject, bool>? match = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_events.FirstOrDefault(found => (string?)found["event"] == name && (match is null || match(found))) is { } wanted)
                    return wanted;
                changed = _changed.Task;
            }
            if (
                _reading.IsCompleted
                || await Task.WhenAny(changed, _reading, Task.Delay(Timeout.Infinite, patience.Token)) is { IsCanceled: true }
            )
                Assert.Fail(
                    $"No event '{name}' from the lab. Events:\n{string.Join('\n', Events.Select(e => e.ToJsonString()))}\n{Errors}"
                );
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private string Errors
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _errors);
        }
    }

    private void Add(string? error)
    {
        if (error is null)
            return;
        lock (_gate)
            _errors.Add(error);
    }

    private async Task ReadEventsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                _events.Add(JsonNode.Parse(line)?.AsObject() ?? throw new JsonException(line));
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            changed.SetResult();
        }
    }
}
