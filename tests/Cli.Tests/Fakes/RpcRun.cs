// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Tests.Fakes;

/// <summary>The program serving JSON-RPC in this process, with a test at the other end.</summary>
internal sealed class RpcRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private readonly StringWriter _error = new();
    private readonly StreamReader _lines;
    private readonly CancellationTokenSource _stop = new();

    public RpcRun(IChatClient client, params string[] options)
        : this(client, _ => { }, options) { }

    /// <summary>The same, for a test that wants to know what the engine is made from.</summary>
    public RpcRun(IChatClient client, Action<ClientSetup> made, params string[] options)
    {
        _lines = new(_output.Reader.AsStream());
        var io = new ProcessIo
        {
            Input = _input.Reader.AsStream(),
            Output = _output.Writer.AsStream(),
            Error = _error,
            Variable = _ => CliRun.Passphrase,
        };
        Program = RunAsync(new(io, Create, TimeProvider.System), options);

        IChatClient Create(ClientSetup setup)
        {
            made(setup);
            return client;
        }
    }

    /// <summary>Ends with the exit code.</summary>
    public Task<int> Program { get; }

    public string Error => _error.ToString();

    public void Send(string line) => Send(Encoding.UTF8.GetBytes(line + "\n"));

    public void Send(byte[] bytes) => _input.Writer.WriteAsync(bytes).AsTask().Wait();

    public void Request(int id, string method, string parameters = "{}") =>
        Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");

    public void EndInput() => _input.Writer.Complete();

    public void Signal() => _stop.Cancel();

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> ReadLineAsync() => await _lines.ReadLineAsync().WaitAsync(Patience);

    public async Task<JsonElement> ReadAsync() => JsonElement.Parse(await ReadLineAsync() ?? throw new EndOfStreamException());

    /// <summary>Sends a request and reads its answer, which must be the next line.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        Request(7, method, parameters);
        var answer = await ReadAsync();
        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        return answer;
    }

    public async Task<int> EndAsync()
    {
        EndInput();
        return await Program.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Program.IsCompleted)
        {
            await _stop.CancelAsync();
            await Program.WaitAsync(Patience);
        }

        _stop.Dispose();
        _lines.Dispose();
        _error.Dispose();
    }

    private async Task<int> RunAsync(App app, string[] options)
    {
        try
        {
            return await app.RunAsync(["rpc", "--key-env", "KEY", .. options], _stop.Token);
        }
        finally
        {
            await _output.Writer.CompleteAsync();
        }
    }
}
