// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Rpc.Methods;
using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Rpc;

/// <summary>Serves JSON-RPC 2.0 until <c>shutdown</c>, the end of input or a signal. Requests are carried out side by
/// side; each begins in the order in which it came.</summary>
internal sealed class RpcServer : IDisposable
{
    public const int MaxLineBytes = 1 << 20;
    private const int MaxConcurrentRequests = 256;
    private const string ShutdownMethod = "shutdown";

    // What was begun may end; an operation that still waits for the network is then given up. Disconnecting has the rest of the 5 seconds.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastEvents = TimeSpan.FromMilliseconds(250);

    private readonly Session _session;
    private readonly Dictionary<string, RpcHandler> _handlers;
    private readonly RpcWriter _writer;
    private readonly RequestTracker _requests = new(MaxConcurrentRequests);
    private readonly CancellationTokenSource _giveUp = new();
    private readonly CancellationTokenSource _stopReading;

    /// <summary>Creates the server.</summary>
    /// <param name="session">The open profile to serve.</param>
    /// <param name="cancellationToken">Shuts down.</param>
    public RpcServer(Session session, CancellationToken cancellationToken)
    {
        _session = session;
        _writer = new(session.Io.Output);
        _stopReading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sends = new OrderedSends();
        IRpcMethodGroup[] groups =
        [
            new AccountMethods(
                session,
                new OpenForms((account, notification) => SayAsync(() => _writer.NotifyAsync(account, notification)))
            ),
            new MessageMethods(session, sends),
            new UnsentMethods(session),
            new ConversationMethods(session),
            new LinkMethods(session),
            new AttachmentMethods(session),
            new ContactMethods(session),
            new PersonaMethods(session),
            new DeviceMethods(session),
            new OtrMethods(session),
            new GroupMethods(session, sends),
            new ProfileMethods(session),
            new LifecycleMethods(session),
        ];
        _handlers = groups
            .SelectMany(group => group.Methods)
            .ToDictionary(method => method.Name, method => method.Handler, StringComparer.Ordinal);
        _handlers.Add("version", (_, _) => Task.FromResult<Action<Utf8JsonWriter>>(JsonShapes.Version));
    }

    /// <summary>Serves, then closes the session.</summary>
    public async Task RunAsync()
    {
        using var stopEvents = new CancellationTokenSource();
        var notifying = NotifyAsync(_session.Client.EventsAsync(stopEvents.Token));
        using var shutdown = await ReadAsync();
        await _requests.DrainAsync(Grace, _giveUp);
        await _session.DisposeAsync();
        stopEvents.CancelAfter(LastEvents);
        await notifying;
        if (shutdown is { WantsAnswer: true })
        {
            await SayAsync(() => _writer.ResultAsync(shutdown.Id, RpcResult.Done));
        }
    }

    public void Dispose()
    {
        _giveUp.Dispose();
        _stopReading.Dispose();
        _requests.Dispose();
        _writer.Dispose();
    }

    /// <summary>Reads and begins requests.</summary>
    /// <returns>The request to shut down; null when the input ended or reading was stopped.</returns>
    private async Task<RpcRequest?> ReadAsync()
    {
        var lines = new LineReader(_session.Io.Input, MaxLineBytes);
        try
        {
            while (await lines.ReadAsync(_stopReading.Token) is { Kind: not LineKind.End } line)
            {
                if (await BeginAsync(line) is { } shutdown)
                {
                    return shutdown;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Told to end, or input or output broke: the same as the end of input.
        }

        return null;
    }

    private async Task<RpcRequest?> BeginAsync(Line line)
    {
        if (line.Kind == LineKind.TooLong)
        {
            await SayAsync(() => _writer.ErrorAsync(null, RpcException.ParseErrorCode, $"The line is longer than {MaxLineBytes} bytes."));
            return null;
        }

        if (line.Bytes.AsSpan().Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        RpcRequest request;
        try
        {
            request = RpcRequest.Parse(line.Bytes);
        }
        catch (RpcException exception)
        {
            await SayAsync(() => _writer.ErrorAsync(null, exception.Code, exception.Message));
            return null;
        }

        if (request.Names(ShutdownMethod))
        {
            return request;
        }

        await _requests.BeginAsync(() => HandleAsync(request), _stopReading.Token);
        return null;
    }

    private async Task HandleAsync(RpcRequest request)
    {
        using (request)
        {
            Func<Task> answer;
            try
            {
                var (method, parameters) = request.Read();
                var handler = _handlers.GetValueOrDefault(method) ?? throw RpcException.MethodNotFound();
                var result = await handler(parameters, _giveUp.Token);
                answer = () => _writer.ResultAsync(request.Id, result);
            }
            catch (RpcException exception)
            {
                answer = () => _writer.ErrorAsync(request.Id, exception.Code, exception.Message);
            }
            catch (Exception exception)
            {
                answer = await RefusalAsync(request.Id, exception);
            }

            if (request.WantsAnswer)
            {
                await SayAsync(answer);
            }
        }
    }

    private async Task<Func<Task>> RefusalAsync(JsonId? id, Exception exception)
    {
        var failure = Failure.Of(exception, _session.Words);
        if (exception is ChatSecureException or CliException or OperationCanceledException)
        {
            return () => _writer.ErrorAsync(id, RpcException.OperationFailedCode, failure.Message, failure);
        }

        await _session.Io.Error.WriteLineAsync(_session.Words("error.line", ("message", failure.Message)));
        return () => _writer.ErrorAsync(id, RpcException.InternalErrorCode, failure.Message, failure);
    }

    private async Task NotifyAsync(IAsyncEnumerable<ChatEvent> events)
    {
        try
        {
            await foreach (var chatEvent in events)
            {
                if (Notification.Of(chatEvent, _session.Words) is { } notification)
                {
                    await SayAsync(() => _writer.NotifyAsync(chatEvent.Account, notification));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session is closed.
        }
    }

    // When nothing can be said any more there is nobody to serve.
    private async Task SayAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (IOException)
        {
            await _stopReading.CancelAsync();
        }
    }
}
