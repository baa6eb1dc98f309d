// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>The framing of RFC 7395: each message is one element that stands for itself, and <c>open</c> and <c>close</c> take the place of the stream's
/// tags. Always encrypted.</summary>
internal sealed class WebSocketTransport : ITransport
{
    private const int IdleBytes = 4 * 1024;
    private const int BusyBytes = 16 * 1024;

    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly XmlLimits _limits;
    private readonly XmlElementParser _parser;
    private byte[] _input = new byte[IdleBytes];
    private bool _isOpened;
    private bool _isClosing;

    /// <param name="socket">The connection; owned.</param>
    /// <param name="tls">What it runs in.</param>
    /// <param name="remoteEndPoint">The other end of the TCP connection.</param>
    /// <param name="limits">What the server may send; its messages count as first-level elements.</param>
    public WebSocketTransport(WebSocket socket, SslStream tls, EndPoint? remoteEndPoint, XmlLimits limits)
    {
        (_socket, Tls, RemoteEndPoint, _limits) = (socket, tls, remoteEndPoint, limits);
        _parser = new(limits, string.Empty);
    }

    public EndPoint? RemoteEndPoint { get; }

    public SslStream Tls { get; }

    public async ValueTask OpenAsync(string to, string? from, byte[]? ahead, CancellationToken cancellationToken)
    {
        _isOpened = false;
        await SendAsync(WebSocketFraming.Open(to, from), cancellationToken).ConfigureAwait(false);
        if (ahead is not null)
        {
            await SendAsync(WebSocketFraming.StandAlone(ahead), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<XmppStreamItem> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is not { } length)
        {
            return new(XmppStreamItemKind.EndOfInput);
        }

        var element = _parser.Parse(_input.AsSpan(0, length));
        if (_input.Length > BusyBytes)
        {
            // An idle connection should hold little, whatever has come before.
            _input = new byte[IdleBytes];
        }

        if (element.Is("close", WebSocketFraming.Namespace))
        {
            return element["see-other-uri"] is { } place ? throw Elsewhere(place) : new(XmppStreamItemKind.Closed);
        }

        if (element.Is("open", WebSocketFraming.Namespace))
        {
            (var again, _isOpened) = (_isOpened, true);
            return again ? throw XmppXmlException.Invalid("A stream header inside the stream.") : new(XmppStreamItemKind.Opened, element);
        }

        return element.Is("stream", XmppStreamReader.StreamNamespace)
            ? throw XmppXmlException.Invalid("A stream header of another framing.")
            : new(XmppStreamItemKind.Element, element);
    }

    public async ValueTask WriteAsync(IReadOnlyList<byte[]> elements, bool closes, CancellationToken cancellationToken)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            await SendAsync(WebSocketFraming.StandAlone(elements[i]), cancellationToken).ConfigureAwait(false);
        }

        if (closes)
        {
            _isClosing = true;
            await SendAsync(WebSocketFraming.Close, cancellationToken).ConfigureAwait(false);
        }
    }

    // A stream that ended in good order ends its WebSocket in good order too; one that is to be resumed, or is stuck, is cut.
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isClosing && _socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                using var timeout = new CancellationTokenSource(_farewell);
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It has gone already.
        }

        _socket.Dispose();
        await Tls.DisposeAsync().ConfigureAwait(false);
    }

    // One whole message into the buffer, which grows with what really comes; null at the connection's end.
    private async ValueTask<int?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(_input.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (part.MessageType == WebSocketMessageType.Binary)
                {
                    throw new XmppXmlException("bad-format", "A binary message.");
                }

                length += part.Count;
                if (length > _limits.MaxElementBytes || (length == _limits.MaxElementBytes && !part.EndOfMessage))
                {
                    throw XmppXmlException.TooMuch("A first-level element is too large.");
                }

                if (part.EndOfMessage)
                {
                    return length;
                }

                if (length == _input.Length)
                {
                    Array.Resize(ref _input, (int)Math.Min(2L * length, _limits.MaxElementBytes + 1L));
                }
            }
        }
        catch (WebSocketException e)
        {
            throw new IOException("The WebSocket failed.", e);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            throw new IOException("The WebSocket failed.", e);
        }
    }

    // RFC 7395, section 3.6.1: never to a place of lower security.
    private static ChatSecureException Elsewhere(string place) =>
        WebSocketUrl.TryParse(place, out var url)
            ? new SeeOtherHostException(url, "The server sends us to another WebSocket.")
            : new ChatSecureException(ErrorKind.Unreachable, "The server sends us to a place that is no secure WebSocket.");
}
