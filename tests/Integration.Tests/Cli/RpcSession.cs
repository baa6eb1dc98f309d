// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary><c>chatsecure-cli rpc</c> as a child process, driven line by line.</summary>
internal sealed class RpcSession : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject?>> _calls = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _input = new(1, 1);
    private readonly List<JsonObject> _notifications = [];
    private readonly List<JsonObject> _strays = [];
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isKilled;
    private int _lastId;

    public RpcSession(CliProfile profile, params string[] options)
    {
        var start = new ProcessStartInfo(CliProfile.Program, profile.Arguments(["rpc", .. options]))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in profile.Environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("chatsecure-cli did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>The account that <see cref="RegisterAsync"/> or <see cref="ConnectAsync"/> brought online last.</summary>
    public string Account { get; private set; } = string.Empty;

    /// <summary>All notifications so far, oldest first.</summary>
    public IReadOnlyList<JsonObject> Notifications => Copy(_notifications);

    public IEnumerable<JsonObject> Of(string name) =>
        Notifications.Where(found => (string?)found["method"] == name).Select(found => found["params"]!.AsObject());

    /// <summary>The texts of the messages notified from that contact.</summary>
    public List<string> Bodies(string from) =>
        [.. Of("message").Where(message => (string?)message["from"] == from).Select(message => (string)message["body"]!)];

    /// <summary>Registers a fresh account.</summary>
    /// <param name="server">At which server.</param>
    /// <param name="user">What its name begins with.</param>
    /// <param name="through">Somebody in between.</param>
    public async Task<JsonObject> RegisterAsync(LabServer server, string user, TlsRelay? through = null)
    {
        Account = server.Jid(CliProfile.Unique(user));
        return await CallAsync(
            "account.add",
            new JsonObject
            {
                ["jid"] = Account,
                ["password"] = CliProfile.Password,
                ["server"] = $"127.0.0.1:{through?.Address.Port ?? server.Port}",
                ["tls"] = through is null ? "starttls" : "direct",
                ["ca"] = server.CaFile,
                ["register"] = true,
            }
        );
    }

    public async Task<JsonObject> ConnectAsync(string account)
    {
        Account = account;
        return await CallAsync("account.connect", new JsonObject { ["account"] = account });
    }

    public Task<JsonObject> SendAsync(string to, string body, string? encryption = null) =>
        CallAsync("message.send", SendParameters(Account, to, body, encryption));

    public static JsonObject SendParameters(string account, string to, string body, string? encryption = null)
    {
        var parameters = new JsonObject
        {
            ["account"] = account,
            ["to"] = to,
            ["body"] = body,
        };
        if (encryption is not null)
        {
            parameters["encryption"] = encryption;
        }

        return parameters;
    }

    /// <summary>The whole history with somebody, oldest first, page by page.</summary>
    public async Task<List<JsonObject>> HistoryAsync(string with)
    {
        var all = new List<JsonObject>();
        JsonNode? before = null;
        do
        {
            var parameters = new JsonObject
            {
                ["account"] = Account,
                ["with"] = with,
                ["limit"] = 1000,
            };
            if (before is not null)
            {
                parameters["before"] = before.DeepClone();
            }

            var page = await CallAsync("message.history", parameters);
            all.InsertRange(0, page["messages"]!.AsArray().Select(message => message!.AsObject()));
            before = page["before"];
        } while (before is not null);

        return all;
    }

    /// <summary>Calls a method that must succeed.</summary>
    public async Task<JsonObject> CallAsync(string method, JsonObject? parameters = null)
    {
        var answer = await AskAsync(method, parameters);
        Assert.True(answer?["result"] is JsonObject, $"{method}: {answer?.ToJsonString() ?? "no answer"}. {await StoryAsync()}");
        return answer!["result"]!.AsObject();
    }

    /// <summary>Calls a method that must fail.</summary>
    public async Task<JsonObject> RefusedAsync(int code, string method, JsonObject? parameters = null)
    {
        var answer = await AskAsync(method, parameters);
        Assert.True((int?)answer?["error"]?["code"] == code, $"{method}: {answer?.ToJsonString() ?? "no answer"}");
        return answer!["error"]!.AsObject();
    }

    /// <summary>Calls a method; null if the process ends before it answers.</summary>
    public async Task<JsonObject?> AskAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonObject?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
        };
        if (parameters is not null)
        {
            request["params"] = parameters;
        }

        try
        {
            await WriteLineAsync(request.ToJsonString());
        }
        catch (IOException) when (_isKilled)
        {
            return null;
        }

        if (_reading.IsCompleted)
        {
            answer.TrySetResult(null);
        }

        try
        {
            return await answer.Task.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"There came no answer to {method}. {await StoryAsync()}");
            throw;
        }
    }

    public async Task WriteLineAsync(string line)
    {
        await _input.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        finally
        {
            _input.Release();
        }
    }

    /// <summary>The next answer that belongs to no call of <see cref="AskAsync"/>.</summary>
    public async Task<JsonObject> StrayAsync()
    {
        var answer = await WaitAsync(_strays, _ => true, "a stray answer");
        lock (_lock)
        {
            _strays.Remove(answer);
        }

        return answer;
    }

    /// <summary>The first notification of that name that matches, past or future.</summary>
    public async Task<JsonObject> WaitForAsync(string name, Func<JsonObject, bool>? match = null)
    {
        var found = await WaitAsync(
            _notifications,
            candidate => (string?)candidate["method"] == name && (match?.Invoke(candidate["params"]!.AsObject()) ?? true),
            name
        );
        return found["params"]!.AsObject();
    }

    public Task<JsonObject> WaitForMessageAsync(string body) => WaitForAsync("message", message => (string?)message["body"] == body);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Ends the input.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(TimeSpan within)
    {
        _process.StandardInput.Close();
        return await ExitAsync(within);
    }

    public async Task<int> ExitAsync(TimeSpan within)
    {
        await _process.WaitForExitAsync().WaitAsync(within);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>What it wrote to standard error; only after its end.</summary>
    public Task<string> ErrorsAsync() => _errors;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            try
            {
                await ExitAsync(TimeSpan.FromSeconds(10));
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
        _input.Dispose();
    }

    private async Task<string> StoryAsync() =>
        $"Notifications:\n{string.Join('\n', Notifications.Select(n => n.ToJsonString()))}\n{(_process.HasExited ? await _errors : $"It runs, and has worked for {_process.TotalProcessorTime} of {DateTime.Now - _process.StartTime}.")}";

    private IReadOnlyList<JsonObject> Copy(List<JsonObject> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }

    private async Task<JsonObject> WaitAsync(List<JsonObject> list, Func<JsonObject, bool> match, string what)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (list.FirstOrDefault(match) is { } wanted)
                {
                    return wanted;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"There came no {what}. {await StoryAsync()}");
            }
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonObject read;
            try
            {
                read = JsonNode.Parse(line)!.AsObject();
            }
            catch (JsonException) when (_isKilled)
            {
                // Killed amid a line.
                break;
            }

            Assert.Equal("2.0", (string?)read["jsonrpc"]);
            if (read["id"] is JsonValue value && value.TryGetValue<int>(out var id) && _calls.TryRemove(id, out var call))
            {
                call.SetResult(read);
                continue;
            }

            TaskCompletionSource changed;
            lock (_lock)
            {
                (read.ContainsKey("method") ? _notifications : _strays).Add(read);
                changed = _changed;
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
        }

        foreach (var call in _calls.Values)
        {
            call.TrySetResult(null);
        }
    }
}
