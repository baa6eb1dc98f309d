// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Security.Authentication;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>Turns a connection into TLS (RFC 7590): 1.2 or 1.3, the server verified, or nothing.</summary>
internal static class TlsUpgrade
{
    /// <summary>Shakes hands.</summary>
    /// <param name="inner">The connection; owned by the result, and closed on failure.</param>
    /// <param name="policy">What the server must prove.</param>
    /// <param name="protocol">What is spoken inside (ALPN); null where the port says it all, as with STARTTLS.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InsecureConnection"/>, saying which check failed; <see cref="ErrorKind.Unreachable"/> if the
    /// connection ended.</exception>
    public static async Task<SslStream> AuthenticateAsync(
        Stream inner,
        TlsPolicy policy,
        SslApplicationProtocol? protocol,
        CancellationToken cancellationToken
    )
    {
        var check = new CertificateCheck(policy);
        var tls = new SslStream(inner, leaveInnerStreamOpen: false);
        try
        {
            var options = Options(check.Accept);
            options.TargetHost = policy.Host;
            options.ApplicationProtocols = protocol is { } named ? [named] : null;
            await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch (Exception e)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (check.Failure is { } failure)
            {
                throw new ChatSecureException(ErrorKind.InsecureConnection, $"The server's certificate was refused: {failure}.", e);
            }

            switch (e)
            {
                case AuthenticationException:
                    throw new ChatSecureException(
                        ErrorKind.InsecureConnection,
                        "The TLS handshake failed: the server refuses us, or knows neither TLS 1.2 nor 1.3.",
                        e
                    );
                case IOException:
                    throw new ChatSecureException(ErrorKind.Unreachable, "The server closed the connection during the TLS handshake.", e);
                default:
                    throw;
            }
        }
    }

    /// <summary>How every TLS connection of ours is made, be it XMPP or HTTP.</summary>
    /// <param name="accept">Checks the certificate.</param>
    public static SslClientAuthenticationOptions Options(RemoteCertificateValidationCallback accept) =>
        new()
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            // A session ticket would let the server, or whoever watches or keeps our files, recognise us on another network or Tor circuit.
            AllowTlsResume = false,
            CertificateChainPolicy = CertificateCheck.ChainPolicy(),
            RemoteCertificateValidationCallback = accept,
        };
}
