// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Network;

/// <summary>A connection that is encrypted as far as anybody looks, and on which the server says what the input says.</summary>
internal sealed class FuzzTransport(IEnumerable<XmppElement> input) : ITransport
{
    private readonly Queue<XmppElement> _input = new(input);

    public EndPoint? RemoteEndPoint => null;

    public SslStream? Tls { get; } = new Encrypted();

    /// <summary>What was sent.</summary>
    public List<byte[]> Sent { get; } = [];

    public ValueTask OpenAsync(string to, string? from, byte[]? ahead, CancellationToken cancellationToken) => default;

    public ValueTask<XmppStreamItem> ReadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            _input.TryDequeue(out var next) ? new XmppStreamItem(XmppStreamItemKind.Element, next) : new(XmppStreamItemKind.Closed)
        );

    public ValueTask WriteAsync(IReadOnlyList<byte[]> elements, bool closes, CancellationToken cancellationToken)
    {
        Sent.AddRange(elements);
        return default;
    }

    public ValueTask DisposeAsync() => Tls!.DisposeAsync();

    private sealed class Encrypted() : SslStream(new MemoryStream())
    {
        public override SslProtocols SslProtocol => SslProtocols.Tls13;

        public override X509Certificate? RemoteCertificate => null;
    }
}
