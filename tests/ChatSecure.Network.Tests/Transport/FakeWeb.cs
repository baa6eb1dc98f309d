// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>A web server on loopback with the certificate of a scripted server: documents as they are told, and a WebSocket behind which stands a scripted
/// server.</summary>
internal sealed class FakeWeb : IAsyncDisposable
{
    private const string AcceptSalt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly Loopback _listener;
    private readonly ScriptedXmppServer _identity;
    private readonly ScriptedXmppServer _server;

    /// <param name="server">What stands behind the WebSocket; it must use direct TLS.</param>
    /// <param name="identity">Whose certificate is shown; that server's if null.</param>
    public FakeWeb(ScriptedXmppServer server, ScriptedXmppServer? identity = null)
    {
        (_server, _identity) = (server, identity ?? server);
        _listener = new(ServeAsync);
    }

    /// <summary>Raw answers, by path.</summary>
    public Dictionary<string, byte[]> Documents { get; } = [];

    /// <summary>What was asked for: paths in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The subprotocol that it agrees to; null for none.</summary>
    public string? Subprotocol { get; init; } = "xmpp";

    /// <summary>Instead of carrying a stream: what is done with a WebSocket.</summary>
    public Func<WebSocket, Task>? Script { get; init; }

    /// <summary>In how many fragments each message is sent.</summary>
    public int Fragments { get; init; } = 1;

    /// <summary>The first WebSocket's close frame.</summary>
    public TaskCompletionSource<WebSocketCloseStatus?> Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The messages that came.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    public int Port => _listener.Port;

    public int Connections => _listener.Connections;

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(NetworkStream connection, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(connection);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _identity.Certificate,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            },
            cancellationToken
        );
        var head = await HttpText.ReadHeadAsync(tls, cancellationToken);
        var path = head.Split(' ')[1];
        Asked.Enqueue(path);
        if (HttpText.Header(head, "Sec-WebSocket-Key") is not { } key || Documents.ContainsKey(path))
        {
            await tls.WriteAsync(Documents.GetValueOrDefault(path, HttpText.Document("", "404 Not Found")), cancellationToken);
            return;
        }

        Assert.Equal("xmpp", HttpText.Header(head, "Sec-WebSocket-Protocol"));
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSalt)));
        var agreed = Subprotocol is null ? "" : $"Sec-WebSocket-Protocol: {Subprotocol}\r\n";
        await tls.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n{agreed}\r\n"
            ),
            cancellationToken
        );
        using var socket = WebSocket.CreateFromStream(tls, new WebSocketCreationOptions { IsServer = true, SubProtocol = Subprotocol });
        if (Script is not null)
        {
            await Script(socket);
            return;
        }

        await using var bridge = await WebSocketBridge.ConnectAsync(socket, _server, Fragments, cancellationToken);
        await bridge.RunAsync(Messages, cancellationToken);
        Closed.TrySetResult(socket.CloseStatus);
    }
}
