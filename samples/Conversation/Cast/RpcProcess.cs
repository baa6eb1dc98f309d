// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSecure.Conversation.Cast;

/// <summary>A <c>chatsecure-cli rpc</c> process and the other end of its pipes.</summary>
internal sealed class RpcProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = [];
    private readonly List<(string Method, JsonElement Parameters)> _notifications = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    private RpcProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static RpcProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        return new(Process.Start(start) ?? throw new PlayException("The client did not start."));
    }

    /// <summary>Calls a method.</summary>
    /// <returns>Its result.</returns>
    /// <exception cref="PlayException">It failed.</exception>
    public async Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var call = _calls.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        await _process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await WaitAsync(call.Task, method, cancellationToken);
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new PlayException($"{method}: {answer.GetProperty("error").GetProperty("message").GetString()}");
    }

    /// <summary>Waits for a notification, also one that came before.</summary>
    /// <returns>Its parameters.</returns>
    public async Task<JsonElement> WaitForAsync(string method, Func<JsonElement, bool> isIt, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task news;
            lock (_notifications)
            {
                if (Matching(method, isIt).FirstOrDefault() is { ValueKind: JsonValueKind.Object } found)
                {
                    return found;
                }

                news = _news.Task;
            }

            await WaitAsync(AsResult(news), $"the notification '{method}'", cancellationToken);
        }
    }

    public int Count(string method, Func<JsonElement, bool> isIt)
    {
        lock (_notifications)
        {
            return Matching(method, isIt).Count();
        }
    }

    /// <summary>Shuts the process down in order.</summary>
    public async Task ShutdownAsync(CancellationToken cancellationToken)
    {
        await CallAsync("shutdown", [], cancellationToken);
        await WaitAsync(AsResult(_process.WaitForExitAsync(cancellationToken)), "the end of the client", cancellationToken);
        await _reading;
        if (_process.ExitCode != 0)
        {
            throw new PlayException($"The client ended with exit code {_process.ExitCode}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private static async Task<bool> AsResult(Task task)
    {
        await task;
        return true;
    }

    private static async Task<T> WaitAsync<T>(Task<T> task, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new PlayException($"Waited in vain for {what}.");
        }
    }

    private IEnumerable<JsonElement> Matching(string method, Func<JsonElement, bool> isIt) =>
        _notifications
            .Where(notification => notification.Method == method && isIt(notification.Parameters))
            .Select(notification => notification.Parameters);

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = JsonElement.Parse(line);
            if (message.TryGetProperty("method", out var method))
            {
                Note(method.GetString()!, message.GetProperty("params"));
            }
            else if (message.GetProperty("id") is { ValueKind: JsonValueKind.Number } id && _calls.TryRemove(id.GetInt32(), out var call))
            {
                call.SetResult(message);
            }
        }

        foreach (var call in _calls.Values)
        {
            call.TrySetException(new PlayException("The client ended too early; its log says why."));
        }
    }

    private void Note(string method, JsonElement parameters)
    {
        lock (_notifications)
        {
            _notifications.Add((method, parameters));
            _news.SetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
