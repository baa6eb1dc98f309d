// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Transport;

/// <summary>Finds and opens WebSockets. The certificate must be that of the host in the address; and the address comes from the app, or from the account's
/// domain itself, which has proven in TLS that it is the domain. DNS is never believed: an address in a TXT record is anybody's word.</summary>
internal sealed class WebSocketConnector(Dialer dialer, ProxyAddress? proxy, TlsPolicy policy, XmlLimits limits)
{
    /// <summary>Asks the account's domain where its WebSockets are (XEP-0156).</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>: it says nothing of any; <see cref="ErrorKind.InsecureConnection"/>: it
    /// has not proven to be that domain.</exception>
    public async Task<IReadOnlyList<WebSocketUrl>> FindAsync(CancellationToken cancellationToken)
    {
        var address = new UriBuilder(Uri.UriSchemeHttps, policy.Host) { Path = "/.well-known/host-meta" };
        var xml = await VerifiedHttp.GetAsync(address.Uri, ConnectAsync, cancellationToken).ConfigureAwait(false);
        if (xml is not null && HostMeta.ReadXml(xml) is { Count: > 0 } urls)
        {
            return urls;
        }

        address.Path += ".json";
        var json = await VerifiedHttp.GetAsync(address.Uri, ConnectAsync, cancellationToken).ConfigureAwait(false);
        return json is not null && HostMeta.ReadJson(json) is { Count: > 0 } others
            ? others
            : throw new ChatSecureException(ErrorKind.Unreachable, "The domain does not say that it has a secure WebSocket.");
    }

    /// <summary>Opens a WebSocket.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.InsecureConnection"/>, or
    /// <see cref="ErrorKind.NotSupported"/> if what answers does not speak XMPP.</exception>
    public async Task<WebSocketTransport> OpenAsync(WebSocketUrl url, CancellationToken cancellationToken)
    {
        var (connection, remote) = await SecureAsync(url.Host, url.Uri.Port, cancellationToken).ConfigureAwait(false);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(WebSocketFraming.Subprotocol);
            socket.Options.CollectHttpResponseDetails = true;
            // Whether the server is there is asked in XMPP.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            // A WebSocket that stands has left its handler.
            using var client = new HttpMessageInvoker(VerifiedHttp.Over(connection));
            await socket.ConnectAsync(url.Uri, client, cancellationToken).ConfigureAwait(false);
            return socket.SubProtocol == WebSocketFraming.Subprotocol
                ? new(socket, connection, remote, limits)
                : throw new ChatSecureException(ErrorKind.NotSupported, "The WebSocket does not speak XMPP.");
        }
        catch (Exception e)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            await connection.DisposeAsync().ConfigureAwait(false);
            if (e is WebSocketException)
            {
                throw Refused(status, e);
            }

            throw;
        }
    }

    private async Task<SslStream> ConnectAsync(Uri address, CancellationToken cancellationToken) =>
        (await SecureAsync(address.IdnHost.Trim('[', ']'), address.Port, cancellationToken).ConfigureAwait(false)).Connection;

    private async Task<(SslStream Connection, EndPoint? Remote)> SecureAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = await dialer.DialAsync(host, port, proxy, cancellationToken).ConfigureAwait(false);
        var (connection, remote) = Connector.Open(socket);
        var tls = await TlsUpgrade
            .AuthenticateAsync(connection, policy.For(host), SslApplicationProtocol.Http11, cancellationToken)
            .ConfigureAwait(false);
        return (tls, remote);
    }

    private static ChatSecureException Refused(HttpStatusCode status, Exception cause) =>
        new(
            ErrorKind.Unreachable,
            status is 0 or HttpStatusCode.SwitchingProtocols
                ? "What answers there is no WebSocket for XMPP."
                : string.Create(CultureInfo.InvariantCulture, $"The server refuses the WebSocket: HTTP status {(int)status}."),
            cause
        );
}
