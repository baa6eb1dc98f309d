// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Network;

/// <summary>An XMPP client for one account: connects securely or not at all, keeps the connection, and hands stanzas to its modules and its owner in order.
/// Safe for concurrent use.</summary>
public sealed partial class XmppClient : IXmppSession, IAsyncDisposable
{
    private readonly XmppClientOptions _options;
    private readonly ILogger _logger;
    private readonly Connector _connector;
    private readonly StanzaRouter _router = new();
    private readonly StreamManagement _management = new();
    private readonly IqTracker _requests;
    private readonly string _resource;
    private volatile StreamSession? _session;

    /// <summary>Creates a client, offline.</summary>
    /// <param name="options">What it needs to know.</param>
    /// <param name="loggerFactory">Where it logs; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a malformed account, proxy, pin, authority, port, WebSocket address or
    /// user agent.</exception>
    /// <exception cref="InvalidOperationException">Two modules handle the same.</exception>
    public XmppClient(XmppClientOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? time = null)
        : this(options, loggerFactory, time, new SystemDns()) { }

    internal XmppClient(XmppClientOptions options, ILoggerFactory? loggerFactory, TimeProvider? time, IDnsLookup dns)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Account is { IsBare: false } or { Local: null })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The account must be a bare address, such as name@example.org.");
        }

        if (options.UserAgent.Id is not { Version: 4, Variant: >= 8 and <= 11 })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The user agent's id must be a random UUID (version 4).");
        }

        _options = options;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<XmppClient>();
        Time = time ?? TimeProvider.System;
        Reactions = new(options.ReactionLimits, Time);
        _phases = new(_logger);
        _connector = new(options, dns, Time, _logger);
        // A client that keeps no tokens never asks for one.
        _tokens = new(options.TokenRecord, Time);
        _requests = new(options.Account, Time, options.RequestTimeout);
        _resource = $"{options.ResourcePrefix}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        foreach (var module in options.Modules)
        {
            _router.Attach(module, this);
        }
    }

    /// <summary>What others may still make us do. The client itself keeps to it when it answers; an app that fetches or reports because of what came in asks it
    /// too. Lasts over connections.</summary>
    public ReactionBudget Reactions { get; }

    /// <summary>Takes each message that no module has finished with: one at a time and in order. Must not await requests of this client (their answers could
    /// not be read), and should end soon after its token is cancelled. A message counts as received (XEP-0198) only after it returned. If it throws, the
    /// connection is made anew and the server sends the message again: so it throws only if that can help, such as when storage is full. Set it before
    /// connecting.</summary>
    public Func<IncomingMessage, CancellationToken, ValueTask>? MessageReceived { get; set; }

    /// <summary>Told each change of <see cref="Status"/>, one at a time and in order. Must be quick and must not throw. Set it before connecting.</summary>
    public Action<ConnectionStatus>? StatusChanged { get; set; }

    /// <summary>Where the connection stands.</summary>
    public ConnectionStatus Status { get; private set; } = new(ConnectionState.Offline);

    /// <summary>How the present stream is connected and secured; null while there is none.</summary>
    public ConnectionDetails? Details => _session?.Details;

    /// <summary>How well the present stream's connection carries, at this moment; null while there is none.</summary>
    public ConnectionQuality? Quality => _session?.Quality;

    /// <inheritdoc/>
    public Jid Account => _options.Account;

    /// <inheritdoc/>
    public Jid? BoundAddress => _session?.BoundAddress;

    /// <inheritdoc/>
    public XmppElement? StreamFeatures => _session?.Features;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> BoundFeatures => _session?.BoundFeatures ?? [];

    /// <inheritdoc/>
    public ILogger Logger => _logger;

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    /// <summary>The module of that type.</summary>
    /// <typeparam name="T">The module's class.</typeparam>
    /// <returns>The first such module of the options; null if there is none.</returns>
    public T? GetModule<T>()
        where T : class, IXmppModule => _options.Modules.OfType<T>().FirstOrDefault();

    /// <inheritdoc/>
    public Task<IqStanza> RequestAsync(IqStanza request, CancellationToken cancellationToken = default)
    {
        var session = Session;
        return _requests.AskAsync(
            request,
            session.BoundAddress,
            (stanza, token) => session.SendAsync(stanza, null, token),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(Stanza stanza, CancellationToken cancellationToken = default) =>
        Session.SendAsync(stanza, null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SendElementAsync(XmppElement element, CancellationToken cancellationToken = default) =>
        element.Namespace == Stanza.ClientNamespace
            ? throw new ArgumentException("A stanza is sent as one.", nameof(element))
            : Session.SendElementAsync(element, cancellationToken);

    /// <summary>Sends a message and tells when the server has it.</summary>
    /// <param name="stanza">The message.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue; does not call the message back.</param>
    /// <returns>Ends when the message is written, with a task that ends when the server has acknowledged it: by XEP-0198, or by answering a ping that was
    /// sent behind it. That task survives a loss of the connection if the stream is resumed; otherwise it fails with
    /// <see cref="ErrorKind.Disconnected"/>, and whether the message arrived is not known.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>: it was not sent. <see cref="ErrorKind.InvalidInput"/> with the condition
    /// <c>too-large</c>: it is larger than the server takes (XEP-0478; 256 KiB where it does not say), and was not sent.</exception>
    public async ValueTask<Task> SendAckedAsync(MessageStanza stanza, CancellationToken cancellationToken = default)
    {
        var ticket = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Session.SendAsync(stanza, ticket, cancellationToken).ConfigureAwait(false);
        return ticket.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DeliverAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (MessageReceived is not { } receive)
        {
            return;
        }

        try
        {
            await receive(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            LogNotTaken(e.GetType().Name);
            throw new DeliveryException(e);
        }
    }

    private StreamSession Session => _session ?? throw new ChatSecureException(ErrorKind.Disconnected, "There is no connection.");
}
