// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Streams;

/// <summary>One stream, from ready to ended: four loops (reading, writing, handling in order, keeping alive) that end together.</summary>
internal sealed partial class StreamSession : IAsyncDisposable
{
    private static readonly TimeSpan _closeTimeout = TimeSpan.FromSeconds(5);

    private readonly NegotiatedStream _negotiated;
    private readonly int _mostBytes;
    private readonly XmppStream _stream;
    private readonly StreamManagement _management;
    private readonly IqTracker _requests;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InboundQueue _queue = new();
    private readonly KeepAlive _keepAlive;
    private readonly OutboundPump _pump;
    private readonly InboundLoop _reader;
    private readonly StanzaDispatcher _dispatcher;
    private readonly CancellationTokenSource _ended = new();
    private Task<ChatSecureException>? _completion;

    public StreamSession(
        NegotiatedStream negotiated,
        XmppClientOptions options,
        StreamManagement management,
        StanzaRouter router,
        IqTracker requests,
        Func<MessageStanza, CancellationToken, ValueTask> deliver,
        ReactionBudget reactions,
        TimeProvider time,
        ILogger logger
    )
    {
        (_negotiated, _stream, _management, _requests) = (negotiated, negotiated.Stream, management, requests);
        (_time, _logger) = (time, logger);
        _mostBytes = StreamLimits.Of(negotiated.Features);
        var ping = new PingQuestion(options.Account);
        _keepAlive = new(time, options.KeepAliveInterval, options.KeepAliveTimeout, isProven: !negotiated.IsResumed);
        _pump = new(_stream, management, _queue, ping.Create, negotiated.Unacknowledged) { Asked = _keepAlive.Asked };
        _reader = new(_stream, _queue, _pump, management, router, requests, ping, _keepAlive, logger);
        var (account, server) = (options.Account, Jid.Parse(options.Account.Domain));
        _dispatcher = new(
            _queue,
            router,
            deliver,
            (answer, token) => _pump.SendAsync(XmppStream.Encode(answer.Element), null, token),
            request => IsOurs(request, account, server) || reactions.TrySpend(ReactionKind.Answer, request.From ?? default),
            logger
        )
        {
            Drained = _reader.OnDrained,
        };
    }

    /// <summary>Our full address on this stream.</summary>
    public Jid BoundAddress => _negotiated.BoundAddress;

    /// <summary>What the server offered after login.</summary>
    public XmppElement Features => _negotiated.Features;

    /// <summary>What was switched on while binding.</summary>
    public IReadOnlyCollection<string> BoundFeatures => _negotiated.BoundFeatures;

    /// <summary>How it is secured.</summary>
    public ConnectionDetails Details => _negotiated.Details;

    /// <summary>How well it carries.</summary>
    public ConnectionQuality Quality => _keepAlive.Rate(_management.Unacknowledged);

    /// <summary>Whether it goes on where a former connection was lost.</summary>
    public bool IsResumed => _negotiated.IsResumed;

    /// <summary>Ends, with the reason, when the stream has ended and no handler runs any more.</summary>
    public Task<ChatSecureException> Completion => _completion ?? throw new InvalidOperationException("Not started.");

    /// <summary>Begins to read and write.</summary>
    public void Start() => _completion = RunAsync();

    /// <summary>Sends a stanza.</summary>
    /// <param name="stanza">The stanza; encoded before this method returns, so that it may be changed or reused afterwards.</param>
    /// <param name="ticket">Completed when the server acknowledges it; null if nobody waits for that.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the queue.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/> with the condition <c>too-large</c>: the server would end the stream over
    /// it.</exception>
    public ValueTask SendAsync(Stanza stanza, TaskCompletionSource? ticket, CancellationToken cancellationToken)
    {
        var bytes = XmppStream.Encode(stanza.Element);
        return bytes.Length > _mostBytes
            ? ValueTask.FromException(StreamLimits.TooLarge(bytes.Length, _mostBytes))
            : _pump.SendAsync(bytes, ticket, cancellationToken);
    }

    /// <summary>Sends an element that is no stanza.</summary>
    /// <param name="element">The element.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the queue.</param>
    public ValueTask SendElementAsync(XmppElement element, CancellationToken cancellationToken) =>
        _pump.SendUncountedAsync(XmppStream.Encode(element), cancellationToken);

    /// <summary>Finds out at once whether the other end is still there.</summary>
    /// <param name="timeout">How long its answer may take.</param>
    public void CheckNow(TimeSpan timeout) => _keepAlive.AskNow(timeout);

    /// <summary>Cuts the connection without ending the stream, so that it can be resumed; what was read is handled before, within five seconds.</summary>
    public async Task SuspendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(Completion, _queue.WhenDrained).WaitAsync(_closeTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Then the server sends it again.
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    /// <summary>Closes the stream in good order, within five seconds: what is queued is written, what was read is handled, both sides acknowledge.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(_closeTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await Task.WhenAny(Completion, _queue.WhenDrained).WaitAsync(either.Token).ConfigureAwait(false);
            _pump.Close();
            await Completion.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Then it ends without good order.
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        _management.Abandon();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        if (_completion is not null)
        {
            await _completion.ConfigureAwait(false);
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        _pump.Dispose();
        _ended.Dispose();
    }

    // Our own devices and our server are answered whatever they ask.
    private static bool IsOurs(Stanza stanza, Jid account, Jid server) =>
        stanza.Element["from"] is null || (stanza.From is { } from && (from.Bare == account || from == server));

    private async Task<ChatSecureException> RunAsync()
    {
        var token = _ended.Token;
        var reading = ReadAsync(token);
        var writing = _pump.RunAsync(token);
        var watching = _keepAlive.RunAsync(_pump.Probe, () => _queue.IsBlocked, token);
        Task[] loops = [reading, _dispatcher.RunAsync(token), watching];
        // Our own end of the stream ends the writing; the server's end of it, which comes in answer, ends the reading.
        var first = await Task.WhenAny([.. loops, writing]).ConfigureAwait(false);
        if (first == writing && writing.IsCompletedSuccessfully)
        {
            first = await Task.WhenAny(loops).ConfigureAwait(false);
        }

        var reason = await ReasonAsync(first).ConfigureAwait(false);
        await SayGoodbyeAsync(reason, writing).ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        foreach (var loop in loops.Append(writing))
        {
            await ReasonAsync(loop).ConfigureAwait(false);
        }

        _management.Suspend(_queue.Handled);
        if (reason is StreamClosedException or UnrecoverableStreamException || (first == watching && !_keepAlive.IsProven))
        {
            // The last of these: resumed once more, it would be as deaf.
            _management.Abandon();
        }

        _requests.FailAll(new ChatSecureException(ErrorKind.Disconnected, "The stream ended before the answer came."));
        return reason;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var element in _negotiated.EarlyStanzas)
        {
            await _reader.OnStanzaAsync(element, counts: false, cancellationToken).ConfigureAwait(false);
        }

        await _reader.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    // Tells the server what it did wrong, or answers its end of the stream, as far as it still listens.
    private async Task SayGoodbyeAsync(ChatSecureException reason, Task writing)
    {
        var error = reason switch
        {
            UnrecoverableStreamException broken => broken.Error,
            XmppXmlException { Condition: { } condition } => StreamErrors.Create(condition),
            _ => null,
        };
        if (error is null && reason is not StreamClosedException)
        {
            return;
        }

        _pump.Close(error);
        try
        {
            await writing.WaitAsync(_closeTimeout, _time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ChatSecureException or OperationCanceledException)
        {
            // It does not listen any more.
        }
    }

    private async Task<ChatSecureException> ReasonAsync(Task loop)
    {
        try
        {
            await loop.ConfigureAwait(false);
        }
        catch (ChatSecureException e)
        {
            return e;
        }
        catch (OperationCanceledException)
        {
            // We ended it.
        }
        catch (Exception e)
        {
            LogBroken(e);
            return new(ErrorKind.Failed, "The stream ended by an unexpected error.", e);
        }

        return new(ErrorKind.Disconnected, "The stream was closed.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A loop of the stream ended by an unexpected error.")]
    private partial void LogBroken(Exception error);
}
