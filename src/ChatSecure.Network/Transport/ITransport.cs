// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>What carries an XML stream: how its bytes travel, and how its header, elements and end are framed on the way. What they mean is none of its
/// business. One reader and one writer at a time. Failures of the connection are <see cref="IOException"/>s.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>The other end of the TCP connection; null if not known.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>The encryption; null as long as there is none.</summary>
    SslStream? Tls { get; }

    /// <summary>Begins a stream, or begins it anew, after which <see cref="ReadAsync"/> expects the server's header.</summary>
    /// <param name="to">The domain.</param>
    /// <param name="from">Who we are; null to leave it out.</param>
    /// <param name="ahead">An element to send right behind; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask OpenAsync(string to, string? from, byte[]? ahead, CancellationToken cancellationToken);

    /// <summary>Reads the next item.</summary>
    /// <exception cref="Errors.ChatSecureException">The server broke the rules of XML or of the framing, or exceeded a limit; or it sends us to
    /// another place.</exception>
    ValueTask<XmppStreamItem> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes what is given, at once.</summary>
    /// <param name="elements">First-level elements, each as <see cref="Streams.XmppStream.Encode"/> makes them.</param>
    /// <param name="closes">Whether the end of the stream follows them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask WriteAsync(IReadOnlyList<byte[]> elements, bool closes, CancellationToken cancellationToken);
}
