// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Addressing;
using ChatSecure.Network.Transport;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Makes HTTP handlers that connect as the account does: through its proxy, to certificates that verify, and nowhere private. They follow no
/// redirect, keep no cookie and say nothing of us.</summary>
internal static class HttpConnections
{
    private const int MaxHeaderKilobytes = 32;

    public static SocketsHttpHandler Create(HttpTransferOptions options, IDnsLookup dns, TimeProvider time)
    {
        var proxy = options.Proxy is null ? null : ProxyAddress.Parse(options.Proxy);
        proxy = options.IsolateFor is { } account ? proxy?.Isolate(account) : proxy;
        var addresses = new PublicAddresses(dns, options.PrivateHosts);
        var dialer = new Dialer(addresses, time);

        // Malformed authorities are found here, and not at the first connection.
        _ = PolicyFor("host.invalid", options);
        var handler = VerifiedHttp.Handler(
            async (context, cancellationToken) =>
            {
                var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
                addresses.Check(host, proxy is not null);
                var socket = await dialer.DialAsync(host, port, proxy, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            },
            MaxHeaderKilobytes
        );
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        handler.SslOptions = TlsUpgrade.Options(
            (sender, certificate, chain, errors) => Accept(options, (SslStream)sender, certificate, chain, errors)
        );
        return handler;
    }

    private static bool Accept(
        HttpTransferOptions options,
        SslStream stream,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    ) => new CertificateCheck(PolicyFor(stream.TargetHostName, options)).Accept(stream, certificate, chain, errors);

    private static TlsPolicy PolicyFor(string host, HttpTransferOptions options) =>
        new(Jid.TryParse(host, out var jid) ? jid : Jid.Parse($"[{host}]"), options.ExtraAuthoritiesPem, []);
}
