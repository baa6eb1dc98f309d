// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Dane;
using ChatSecure.Network.Streams;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Transport;

/// <summary>Opens the connection on which a stream is negotiated: finds the places to try, and goes from one to the next until one has opened a stream,
/// verified. Each must prove the same, so going on gives nothing away.</summary>
internal sealed partial class Connector
{
    private const int DefaultPort = 5222;

    // XEP-0368: named only where TLS comes first.
    private static readonly SslApplicationProtocol _xmppClient = new("xmpp-client");

    private readonly XmppClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ProxyAddress? _proxy;
    private readonly WebSocketUrl? _webSocket;
    private readonly ServiceResolver _resolver;
    private readonly Dialer _dialer;
    private readonly WebSocketConnector _webSockets;
    private readonly ILogger _logger;
    private TlsMode _lastTls;

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a malformed proxy, pin, authority, port or WebSocket address.</exception>
    public Connector(XmppClientOptions options, IDnsLookup dns, TimeProvider time, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        Policy = new(options.Account, options.ExtraAuthoritiesPem, options.Pins);
        if (options.Proxy is not null)
        {
            _proxy = ProxyAddress.Parse(options.Proxy);
            _proxy = options.IsolateProxy ? _proxy.Isolate(options.Account) : _proxy;
        }

        _resolver = new(dns, RandomNumberGenerator.GetInt32);
        _dialer = new(dns, time);
        _webSockets = new(_dialer, _proxy, Policy, options.XmlLimits);
        if (options.Server is { Port: < 1 or > ushort.MaxValue })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The server's port must be between 1 and 65535.");
        }

        if (options.WebSocketAddress is { } address && !WebSocketUrl.TryParse(address.OriginalString, out _webSocket))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The WebSocket's address must begin with wss://.");
        }
    }

    /// <summary>What the server must prove.</summary>
    public TlsPolicy Policy { get; }

    /// <summary>Connects.</summary>
    /// <param name="preferred">Where the server would like us to; tried first, and by the same kind of TLS as the last connection. Null for nowhere in
    /// particular. Not followed past the place that the options give.</param>
    /// <param name="phases">Told each phase.</param>
    /// <param name="use">Negotiates the stream, which is cut if that fails. May be called again, for another place, if the stream was not even
    /// opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InsecureConnection"/> if any place was insecure and none secure; otherwise why the last
    /// one failed.</exception>
    public async Task ConnectAsync(
        Redirection? preferred,
        PhaseLog phases,
        Func<XmppStream, CancellationToken, Task> use,
        CancellationToken cancellationToken
    )
    {
        var attempts = new Attempts(this, phases, use, cancellationToken);
        if (preferred is not null && Follows(preferred) && await attempts.TryPreferredAsync(preferred).ConfigureAwait(false))
        {
            return;
        }

        var connected =
            (_options.Transport != TransportChoice.WebSocket && await attempts.TryTcpAsync().ConfigureAwait(false))
            || (_options.Transport != TransportChoice.Tcp && await attempts.TryWebSocketsAsync().ConfigureAwait(false));
        if (!connected)
        {
            attempts.Fail();
        }
    }

    /// <summary>Whether the client goes where a server sends it: not past the place that the options give.</summary>
    public bool Follows(Redirection place) =>
        place is HostPort ? _options is { Server: null, Transport: not TransportChoice.WebSocket } : _webSocket is null;

    /// <summary>A connection that owns its socket, and the other end.</summary>
    public static (Stream Connection, EndPoint? Remote) Open(Socket socket)
    {
        try
        {
            return (new NetworkStream(socket, ownsSocket: true), socket.RemoteEndPoint);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            socket.Dispose();
            throw new ChatSecureException(ErrorKind.Unreachable, "The server ended the connection at once.", e);
        }
    }

    // Groups of servers: within one the first to answer is taken.
    private async Task<IReadOnlyList<IReadOnlyList<ServerAddress>>> GroupsAsync(CancellationToken cancellationToken)
    {
        if (_options.Server is { } server)
        {
            return
            [
                [server],
            ];
        }

        // Asking DNS for the service would tell it, past the proxy, where we are going.
        return _proxy is null
            ? await _resolver.ResolveAsync(Policy.Host, cancellationToken).ConfigureAwait(false)
            :
            [
                [new ServerAddress(Policy.Host, DefaultPort)],
            ];
    }

    private async Task<(Socket Socket, ServerAddress Server)> DialAsync(
        IReadOnlyList<ServerAddress> group,
        CancellationToken cancellationToken
    ) =>
        _proxy is null
            ? await _dialer.DialAsync(group, cancellationToken).ConfigureAwait(false)
            : (await _dialer.DialAsync(group[0].Host, group[0].Port, _proxy, cancellationToken).ConfigureAwait(false), group[0]);

    private async Task<ITransport> SecureAsync(Socket socket, ServerAddress server, PhaseLog phases, CancellationToken cancellationToken)
    {
        var (connection, remote) = Open(socket);
        TlsPolicy policy;
        try
        {
            policy = await PolicyForAsync(server, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (server.Tls == TlsMode.Direct)
        {
            phases.Enter(ConnectionPhase.Securing);
            connection = await TlsUpgrade.AuthenticateAsync(connection, policy, _xmppClient, cancellationToken).ConfigureAwait(false);
        }

        _lastTls = server.Tls;
        LogConnected(server.Port, server.Tls);
        return new TcpTransport(connection, remote, policy, _options.XmlLimits);
    }

    private async Task<TlsPolicy> PolicyForAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        if (_options.TlsaResolver is not { } resolver)
        {
            return Policy;
        }

        var host = server.Host.TrimEnd('.');
        var records = await resolver.ResolveAsync(Policy.Host, host, server.Port, cancellationToken).ConfigureAwait(false);
        return Policy.With(DaneCheck.Of(host, records));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connecting: {Count} places to try, through a proxy: {Proxied}.")]
    private partial void LogPlaces(int count, bool proxied);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A place did not open a stream ({Kind}): {Reason}")]
    private partial void LogFailed(ErrorKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connected to port {Port} ({Mode}).")]
    private partial void LogConnected(int port, TlsMode mode);
}
