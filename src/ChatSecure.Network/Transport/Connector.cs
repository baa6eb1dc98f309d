// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Transport;

/// <summary>Opens the connection on which a stream can be negotiated: finds the places to try, and takes the first that answers.</summary>
internal sealed partial class Connector
{
    private const int DefaultPort = 5222;

    private readonly XmppClientOptions _options;
    private readonly ProxyAddress? _proxy;
    private readonly ServiceResolver _resolver;
    private readonly Dialer _dialer;
    private readonly ILogger _logger;
    private TlsMode _lastTls;

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a malformed proxy, pin, authority or port.</exception>
    public Connector(XmppClientOptions options, IDnsLookup dns, TimeProvider time, ILogger logger)
    {
        _options = options;
        _logger = logger;
        Policy = new(options.Account, options.ExtraAuthoritiesPem, options.Pins);
        _proxy = options.Proxy is null ? null : ProxyAddress.Parse(options.Proxy);
        _resolver = new(dns, RandomNumberGenerator.GetInt32);
        _dialer = new(dns, time);
        if (options.Server is { Port: < 1 or > ushort.MaxValue })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The server's port must be between 1 and 65535.");
        }
    }

    /// <summary>What the server must prove.</summary>
    public TlsPolicy Policy { get; }

    /// <summary>Connects.</summary>
    /// <param name="preferred">Where the server would like us to; tried first, and by the same kind of TLS as the last connection. Null for nowhere in
    /// particular. Not followed past the place that the options give.</param>
    /// <param name="phases">Told each phase.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>, or <see cref="ErrorKind.InsecureConnection"/>, after which no other
    /// place is tried.</exception>
    public async Task<XmppStream> ConnectAsync(HostPort? preferred, PhaseLog phases, CancellationToken cancellationToken)
    {
        if (preferred is not null && _options.Server is null)
        {
            try
            {
                return await ConnectAsync(new ServerAddress(preferred.Host, preferred.Port, _lastTls), phases, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (ChatSecureException e) when (e.Kind == ErrorKind.Unreachable)
            {
                LogNext(preferred.Port, _lastTls, e.Message);
            }
        }

        phases.Enter(ConnectionPhase.Resolving);
        var targets = await TargetsAsync(cancellationToken).ConfigureAwait(false);
        LogTargets(targets.Count, _proxy is not null);
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(targets[i], phases, cancellationToken).ConfigureAwait(false);
            }
            catch (ChatSecureException e) when (e.Kind == ErrorKind.Unreachable && i + 1 < targets.Count)
            {
                LogNext(targets[i].Port, targets[i].Tls, e.Message);
            }
        }
    }

    private async Task<IReadOnlyList<ServerAddress>> TargetsAsync(CancellationToken cancellationToken)
    {
        if (_options.Server is { } server)
        {
            return [server];
        }

        // Asking DNS for the service would tell it, past the proxy, where we are going.
        return _proxy is null
            ? await _resolver.ResolveAsync(Policy.Host, cancellationToken).ConfigureAwait(false)
            : [new ServerAddress(Policy.Host, DefaultPort)];
    }

    private async Task<XmppStream> ConnectAsync(ServerAddress target, PhaseLog phases, CancellationToken cancellationToken)
    {
        phases.Enter(ConnectionPhase.Connecting);
        var socket = await _dialer.DialAsync(target.Host, target.Port, _proxy, cancellationToken).ConfigureAwait(false);
        var (transport, remote) = Open(socket);
        if (target.Tls == TlsMode.Direct)
        {
            phases.Enter(ConnectionPhase.Securing);
            transport = await TlsUpgrade.AuthenticateAsync(transport, Policy, direct: true, cancellationToken).ConfigureAwait(false);
        }

        _lastTls = target.Tls;
        LogConnected(target.Port, target.Tls);
        return new(transport, remote, _options.XmlLimits);
    }

    private static (Stream Transport, EndPoint? Remote) Open(Socket socket)
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connecting: {Count} places to try, through a proxy: {Proxied}.")]
    private partial void LogTargets(int count, bool proxied);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Port {Port} ({Mode}) failed, trying the next place: {Reason}")]
    private partial void LogNext(int port, TlsMode mode, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connected to port {Port} ({Mode}).")]
    private partial void LogConnected(int port, TlsMode mode);
}
