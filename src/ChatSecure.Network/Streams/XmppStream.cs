// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Net;
using System.Net.Security;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>An XML stream (RFC 6120, section 4) over whatever carries it. One reader and one writer at a time.</summary>
internal sealed class XmppStream(ITransport transport) : IAsyncDisposable
{
    /// <summary>The other end of the TCP connection.</summary>
    public EndPoint? RemoteEndPoint => transport.RemoteEndPoint;

    /// <summary>Whether it runs over a WebSocket.</summary>
    public bool IsWebSocket => transport is WebSocketTransport;

    /// <summary>The encryption; null as long as there is none.</summary>
    public SslStream? Tls => transport.Tls;

    /// <summary>Raised when the stream stands, encrypted, and the server has shown what it offers.</summary>
    public Action? Opened { get; set; }

    /// <summary>Sends our stream header, anew after each restart, and reads the server's header and features.</summary>
    /// <param name="account">Who we are.</param>
    /// <param name="ahead">What goes out with the header, without waiting for the features; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<XmppElement> OpenAsync(Jid account, XmppElement? ahead, CancellationToken cancellationToken)
    {
        try
        {
            // Who we are is nobody's business before the stream is encrypted.
            var from = Tls is null ? null : account.ToString();
            await transport.OpenAsync(account.Domain, from, ahead is null ? null : Encode(ahead), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }

        var item = await ReadItemAsync(cancellationToken).ConfigureAwait(false);
        if (item is not { Kind: XmppStreamItemKind.Opened, Element: { } opened })
        {
            _ = Element(item);
            throw Unexpected("a stream header");
        }

        if (opened["version"] is not { } version || version.StartsWith("0.", StringComparison.Ordinal))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server does not speak XMPP 1.0.");
        }

        var features = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!features.Is("features", XmppStreamReader.StreamNamespace))
        {
            throw Unexpected("stream features");
        }

        if (Tls is not null)
        {
            Opened?.Invoke();
        }

        return features;
    }

    /// <summary>Turns the stream into TLS after <c>proceed</c>.</summary>
    public Task SecureAsync(CancellationToken cancellationToken) =>
        transport is TcpTransport tcp
            ? tcp.SecureAsync(cancellationToken)
            : throw new InvalidOperationException("This transport is encrypted from the start.");

    /// <summary>Reads the next first-level element.</summary>
    /// <exception cref="ChatSecureException">A stream error, an XML error, or the end of the stream.</exception>
    public async ValueTask<XmppElement> ReadAsync(CancellationToken cancellationToken) =>
        Element(await ReadItemAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Sends an element.</summary>
    public ValueTask SendAsync(XmppElement element, CancellationToken cancellationToken) => SendAsync(element, null, cancellationToken);

    /// <summary>Sends an element and another one right behind it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="behind">The other; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask SendAsync(XmppElement element, XmppElement? behind, CancellationToken cancellationToken) =>
        WriteAsync(behind is null ? [Encode(element)] : [Encode(element), Encode(behind)], closes: false, cancellationToken);

    /// <summary>Writes elements.</summary>
    /// <param name="elements">The elements, each from <see cref="Encode"/>.</param>
    /// <param name="closes">Whether the end of the stream follows them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask WriteAsync(IReadOnlyList<byte[]> elements, bool closes, CancellationToken cancellationToken)
    {
        try
        {
            await transport.WriteAsync(elements, closes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    /// <summary>An element as it stands on a client's stream.</summary>
    public static byte[] Encode(XmppElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        XmppXmlWriter.Write(buffer, element, Stanza.ClientNamespace);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The failure for an answer that the protocol does not allow at this point.</summary>
    public static ChatSecureException Unexpected(string expected) =>
        new(ErrorKind.Protocol, $"The server answered with something else than {expected}.");

    /// <summary>Cuts the connection.</summary>
    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private XmppElement Element(XmppStreamItem item) =>
        item.Kind switch
        {
            XmppStreamItemKind.Element when item.Element!.Is("error", XmppStreamReader.StreamNamespace) => throw StreamErrors.Read(
                item.Element,
                isVerified: Tls is not null
            ),
            XmppStreamItemKind.Element => item.Element!,
            XmppStreamItemKind.Closed => throw new StreamClosedException(),
            _ => throw Lost(),
        };

    private async ValueTask<XmppStreamItem> ReadItemAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await transport.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    private static ChatSecureException Lost(Exception? cause = null) => new(ErrorKind.Disconnected, "The connection was lost.", cause);
}
