// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>The bytes and elements of one connection, as the server sees them. Writing is safe from several tasks.</summary>
internal sealed class ServerStream : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private PipeReader _input;
    private XmppStreamReader _reader;

    public ServerStream(Stream transport) => Use(transport);

    public Stream Transport { get; private set; }

    /// <summary>Whether each byte is sent alone.</summary>
    public bool Drips { get; set; }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(Transport), nameof(_input), nameof(_reader))]
    public void Use(Stream transport)
    {
        Transport = transport;
        _input = PipeReader.Create(transport, new StreamPipeReaderOptions(leaveOpen: true));
        _reader = new(_input);
    }

    /// <summary>Reads the next element or header; null at the end.</summary>
    public async ValueTask<XmppElement?> ReadAsync(CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(cancellationToken).ConfigureAwait(false)).Element;

    /// <summary>Reads the client's header and answers it.</summary>
    public async Task<XmppElement?> OpenAsync(string domain, CancellationToken cancellationToken)
    {
        _reader.Reset();
        var header = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (header is not null)
        {
            var answer = new ArrayBufferWriter<byte>();
            XmppXmlWriter.WriteStreamHeader(answer, to: null, from: domain, id: Guid.NewGuid().ToString("N"));
            await WriteAsync(answer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }

        return header;
    }

    /// <summary>Changes what is sent, or swallows it; null for neither.</summary>
    public Func<XmppElement, XmppElement?>? Tamper { get; set; }

    public Task SendAsync(XmppElement element, CancellationToken cancellationToken)
    {
        var sent = Tamper is null ? element : Tamper(element);
        return sent is null ? Task.CompletedTask : WriteAsync(sent.ToUtf8(), cancellationToken);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var rest = bytes; !rest.IsEmpty; )
            {
                var length = Drips ? 1 : rest.Length;
                await Transport.WriteAsync(rest[..length], cancellationToken).ConfigureAwait(false);
                await Transport.FlushAsync(cancellationToken).ConfigureAwait(false);
                rest = rest[length..];
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        Transport.Dispose();
        _writing.Dispose();
    }
}
