// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>Carries a stream from a WebSocket to a scripted server and back, strictly: what a client may not write here is refused.</summary>
internal sealed class WebSocketBridge : IAsyncDisposable
{
    private const string Framing = "urn:ietf:params:xml:ns:xmpp-framing";

    private readonly WebSocket _socket;
    private readonly SslStream _server;
    private readonly int _fragments;
    private readonly XmppStreamReader _reader;

    private WebSocketBridge(WebSocket socket, SslStream server, int fragments)
    {
        (_socket, _server, _fragments) = (socket, server, fragments);
        _reader = new(PipeReader.Create(server));
    }

    public static async Task<WebSocketBridge> ConnectAsync(
        WebSocket socket,
        ScriptedXmppServer server,
        int fragments,
        CancellationToken cancellationToken
    )
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Address.Host, server.Address.Port, cancellationToken);
        var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Options.Domain }, cancellationToken);
        return new(socket, tls, fragments);
    }

    public async Task RunAsync(ConcurrentQueue<string> messages, CancellationToken cancellationToken)
    {
        var down = DownAsync(cancellationToken);
        var up = UpAsync(messages, cancellationToken);
        await await Task.WhenAny(down, up);
        // The client answers the end with its own.
        await up.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task UpAsync(ConcurrentQueue<string> messages, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024 * 1024];
        while (true)
        {
            var message = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (message.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            var bytes = buffer.AsMemory(0, message.Count);
            messages.Enqueue(Encoding.UTF8.GetString(bytes.Span));
            // Without a default namespace: each message stands for itself.
            var element = XmppElement.Parse(bytes.Span, defaultNamespace: "");
            Assert.NotEqual("", element.Namespace);
            var output = new ArrayBufferWriter<byte>();
            if (element.Is("open", Framing))
            {
                _reader.Reset();
                XmppXmlWriter.WriteStreamHeader(output, element["to"], element["from"]);
            }
            else if (element.Is("close", Framing))
            {
                XmppXmlWriter.WriteStreamFooter(output);
            }
            else
            {
                output.Write(bytes.Span);
            }

            await _server.WriteAsync(output.WrittenMemory, cancellationToken);
        }
    }

    private async Task DownAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = await _reader.ReadAsync(cancellationToken);
            switch (item.Kind)
            {
                case XmppStreamItemKind.Opened:
                    await SendAsync(new("open", Framing) { ["version"] = item.Element!["version"], ["id"] = "1" }, cancellationToken);
                    break;
                case XmppStreamItemKind.Element:
                    await SendAsync(item.Element!, cancellationToken);
                    break;
                case XmppStreamItemKind.Closed:
                    await SendAsync(new("close", Framing), cancellationToken);
                    return;
                default:
                    _socket.Abort();
                    return;
            }
        }
    }

    private async Task SendAsync(XmppElement element, CancellationToken cancellationToken)
    {
        var bytes = element.ToUtf8();
        var size = bytes.Length / _fragments;
        for (var i = 0; i < _fragments; i++)
        {
            var isLast = i == _fragments - 1;
            var part = isLast ? bytes.AsMemory(i * size) : bytes.AsMemory(i * size, size);
            await _socket.SendAsync(part, WebSocketMessageType.Text, isLast, cancellationToken);
        }
    }
}
