// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>An XML stream (RFC 6120, section 4) over a connection. One reader and one writer at a time.</summary>
internal sealed class XmppStream : IAsyncDisposable
{
    private readonly XmlLimits _limits;
    private Stream _transport;
    private PipeReader _input;
    private XmppStreamReader _reader;

    public XmppStream(Stream transport, EndPoint? remoteEndPoint, XmlLimits limits)
    {
        _limits = limits;
        RemoteEndPoint = remoteEndPoint;
        Use(transport);
    }

    /// <summary>The other end of the TCP connection.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <summary>The encryption; null as long as there is none.</summary>
    public SslStream? Tls => _transport as SslStream;

    /// <summary>Sends our stream header, anew after each restart, and reads the server's header and features.</summary>
    /// <param name="account">Who we are.</param>
    /// <param name="ahead">What goes out with the header, without waiting for the features; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<XmppElement> OpenAsync(Jid account, XmppElement? ahead, CancellationToken cancellationToken)
    {
        _reader.Reset();
        var header = new ArrayBufferWriter<byte>();
        // Who we are is nobody's business before the stream is encrypted.
        XmppXmlWriter.WriteStreamHeader(header, account.Domain, Tls is null ? null : account.ToString());
        if (ahead is not null)
        {
            XmppXmlWriter.Write(header, ahead, Stanza.ClientNamespace);
        }

        await WriteAsync(header.WrittenMemory, cancellationToken).ConfigureAwait(false);

        var item = await ReadItemAsync(cancellationToken).ConfigureAwait(false);
        if (item is not { Kind: XmppStreamItemKind.Opened, Element: { } opened })
        {
            throw Lost();
        }

        if (opened["version"] is not { } version || version.StartsWith("0.", StringComparison.Ordinal))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server does not speak XMPP 1.0.");
        }

        var features = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return features.Is("features", XmppStreamReader.StreamNamespace) ? features : throw Unexpected("stream features");
    }

    /// <summary>Turns the stream into TLS after <c>proceed</c>. Whatever came in the clear behind that is an injection.</summary>
    public async Task SecureAsync(TlsPolicy policy, CancellationToken cancellationToken)
    {
        if (_reader.HasBufferedInput)
        {
            throw new ChatSecureException(
                ErrorKind.InsecureConnection,
                "Unencrypted data came in where TLS had to begin: somebody in between may be injecting it."
            );
        }

        await _input.CompleteAsync().ConfigureAwait(false);
        Use(await TlsUpgrade.AuthenticateAsync(_transport, policy, direct: false, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the next first-level element.</summary>
    /// <exception cref="ChatSecureException">A stream error, an XML error, or the end of the stream.</exception>
    public async ValueTask<XmppElement> ReadAsync(CancellationToken cancellationToken)
    {
        var item = await ReadItemAsync(cancellationToken).ConfigureAwait(false);
        return item.Kind switch
        {
            XmppStreamItemKind.Element when item.Element!.Is("error", XmppStreamReader.StreamNamespace) => throw StreamErrors.Read(
                item.Element,
                isVerified: Tls is not null
            ),
            XmppStreamItemKind.Element => item.Element!,
            XmppStreamItemKind.Closed => throw new StreamClosedException(),
            _ => throw Lost(),
        };
    }

    /// <summary>Sends an element.</summary>
    public ValueTask SendAsync(XmppElement element, CancellationToken cancellationToken) => WriteAsync(Encode(element), cancellationToken);

    /// <summary>Sends an element and another one right behind it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="behind">The other; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask SendAsync(XmppElement element, XmppElement? behind, CancellationToken cancellationToken) =>
        behind is null
            ? SendAsync(element, cancellationToken)
            : WriteAsync((byte[])[.. Encode(element), .. Encode(behind)], cancellationToken);

    /// <summary>Writes bytes.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _transport.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await _transport.FlushAsync(cancellationToken).ConfigureAwait(false);
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
    public async ValueTask DisposeAsync()
    {
        await _input.CompleteAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<XmppStreamItem> ReadItemAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_transport), nameof(_input), nameof(_reader))]
    private void Use(Stream transport)
    {
        _transport = transport;
        _input = PipeReader.Create(transport, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        _reader = new(_input, _limits);
    }

    private static ChatSecureException Lost(Exception? cause = null) => new(ErrorKind.Disconnected, "The connection was lost.", cause);
}
