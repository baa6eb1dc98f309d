// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Security;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>HTTP over a TLS connection that is opened and verified here, by our own rules and through our own proxy, before HTTP begins. Nothing that the
/// system or the environment says about proxies, cookies or credentials counts.</summary>
internal static class VerifiedHttp
{
    /// <summary>The most bytes of a body that is read.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private const int MaxHeadersKilobytes = 16;
    private const int MaxRedirects = 3;

    /// <summary>A handler for one connection, which exists already.</summary>
    /// <param name="connection">The connection; the handler owns it.</param>
    public static SocketsHttpHandler Over(SslStream connection)
    {
        var unused = connection;
        return Handler(
            (_, _) =>
                Interlocked.Exchange(ref unused, null) is { } stream
                    ? ValueTask.FromResult<Stream>(stream)
                    : throw new IOException("There is one connection only."),
            MaxHeadersKilobytes
        );
    }

    /// <summary>A handler that opens no connection by itself, follows nobody, keeps no cookies and tells nothing of us.</summary>
    /// <param name="connect">Opens a connection.</param>
    /// <param name="maxHeadersKilobytes">The most that an answer's headers may take.</param>
    public static SocketsHttpHandler Handler(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect,
        int maxHeadersKilobytes
    ) =>
        new()
        {
            ConnectCallback = connect,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = maxHeadersKilobytes,
        };

    /// <summary>Fetches a document.</summary>
    /// <param name="address">An <c>https</c> address.</param>
    /// <param name="connect">Opens a verified connection to the host of an address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The document; null if there is none.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>: the answer is malformed or too long, or leads to a place that is not
    /// secure; or as <paramref name="connect"/>.</exception>
    public static async Task<byte[]?> GetAsync(
        Uri address,
        Func<Uri, CancellationToken, Task<SslStream>> connect,
        CancellationToken cancellationToken
    )
    {
        for (var hops = 0; hops <= MaxRedirects; hops++)
        {
            try
            {
                var connection = await connect(address, cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    using var client = new HttpMessageInvoker(Over(connection));
                    using var request = new HttpRequestMessage(HttpMethod.Get, address);
                    using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                    if (response.StatusCode is HttpStatusCode.OK)
                    {
                        return await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
                    }

                    if (!IsRedirection(response.StatusCode) || response.Headers.Location is not { } location)
                    {
                        return null;
                    }

                    address = Follow(address, location);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw new ChatSecureException(
                    ErrorKind.Unreachable,
                    "The web server's answer is malformed or too long, or did not end.",
                    e
                );
            }
        }

        throw new ChatSecureException(ErrorKind.Unreachable, "The web server sends us from place to place.");
    }

    /// <summary>Whether a status sends us elsewhere.</summary>
    public static bool IsRedirection(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static Uri Follow(Uri from, Uri to)
    {
        var next = new Uri(from, to);
        return next is { Scheme: "https", UserInfo.Length: 0, Host.Length: > 0 }
            ? next
            : throw new ChatSecureException(ErrorKind.Unreachable, "The web server sends us to a place that is not secure.");
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[MaxBodyBytes + 1];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return length <= MaxBodyBytes ? buffer[..length] : throw new IOException("The body is too long.");
        }
    }
}
