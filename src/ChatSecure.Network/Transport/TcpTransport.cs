// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>The framing of RFC 6120: one XML document for each direction, whose root is the stream. Encrypted from the start, or by STARTTLS.</summary>
internal sealed class TcpTransport : ITransport
{
    private static readonly byte[] _footer = Footer();

    private readonly XmlLimits _limits;
    private readonly TlsPolicy _policy;
    private Stream _connection;
    private PipeReader _input;
    private XmppStreamReader _reader;

    /// <param name="connection">The connection; owned.</param>
    /// <param name="remoteEndPoint">Its other end.</param>
    /// <param name="policy">What the server at this place must prove.</param>
    /// <param name="limits">What it may send.</param>
    public TcpTransport(Stream connection, EndPoint? remoteEndPoint, TlsPolicy policy, XmlLimits limits)
    {
        (_policy, _limits) = (policy, limits);
        RemoteEndPoint = remoteEndPoint;
        Use(connection);
    }

    public EndPoint? RemoteEndPoint { get; }

    public SslStream? Tls => _connection as SslStream;

    public ValueTask OpenAsync(string to, string? from, byte[]? ahead, CancellationToken cancellationToken)
    {
        _reader.Reset();
        var output = new ArrayBufferWriter<byte>();
        XmppXmlWriter.WriteStreamHeader(output, to, from);
        output.Write(ahead);
        return FlushAsync(output.WrittenMemory, cancellationToken);
    }

    public ValueTask<XmppStreamItem> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    // In one piece, so that what has gathered leaves in few packets; and in borrowed memory, since an idle connection should hold little.
    public async ValueTask WriteAsync(IReadOnlyList<byte[]> elements, bool closes, CancellationToken cancellationToken)
    {
        if (elements.Count == 1 && !closes)
        {
            await FlushAsync(elements[0], cancellationToken).ConfigureAwait(false);
            return;
        }

        var output = ArrayPool<byte>.Shared.Rent(elements.Sum(element => element.Length) + _footer.Length);
        try
        {
            var length = 0;
            foreach (var piece in closes ? elements.Append(_footer) : elements)
            {
                piece.CopyTo(output, length);
                length += piece.Length;
            }

            await FlushAsync(output.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>Turns the connection into TLS after <c>proceed</c>. Whatever came in the clear behind that is an injection.</summary>
    public async Task SecureAsync(CancellationToken cancellationToken)
    {
        if (_reader.HasBufferedInput)
        {
            throw new ChatSecureException(
                ErrorKind.InsecureConnection,
                "Unencrypted data came in where TLS had to begin: somebody in between may be injecting it."
            );
        }

        await _input.CompleteAsync().ConfigureAwait(false);
        Use(await TlsUpgrade.AuthenticateAsync(_connection, _policy, protocol: null, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        await _input.CompleteAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private static byte[] Footer()
    {
        var footer = new ArrayBufferWriter<byte>();
        XmppXmlWriter.WriteStreamFooter(footer);
        return footer.WrittenSpan.ToArray();
    }

    private async ValueTask FlushAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _connection.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await _connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    [MemberNotNull(nameof(_connection), nameof(_input), nameof(_reader))]
    private void Use(Stream connection)
    {
        _connection = connection;
        _input = PipeReader.Create(connection, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        _reader = new(_input, _limits);
    }
}
