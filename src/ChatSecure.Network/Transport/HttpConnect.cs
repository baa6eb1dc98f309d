// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>The client side of an HTTP proxy's tunnel (RFC 9110, section 9.3.6; RFC 7617). Names go to the proxy as they are: they are never resolved
/// here.</summary>
internal static class HttpConnect
{
    private const int MaxAnswerBytes = 16 * 1024;

    /// <summary>Asks the proxy at the other end of a connection to connect on.</summary>
    /// <param name="stream">The connection to the proxy; carries the connection to the target afterwards.</param>
    /// <param name="proxy">Whose user and password are used, if it has them.</param>
    /// <param name="host">A name or an IP address.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/> if the proxy refuses or does not speak HTTP.</exception>
    public static async Task ConnectAsync(Stream stream, ProxyAddress proxy, string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            var request = Request(proxy, host, port);
            await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(request);
            var status = ReadStatus(await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false));
            if (status is < 200 or > 299)
            {
                throw Refused(Reason(status, proxy.User is not null));
            }
        }
        catch (IOException e)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The proxy closed the connection.", e);
        }
    }

    private static byte[] Request(ProxyAddress proxy, string host, int port)
    {
        // Nothing of the account's is in here, but what ends a line would begin a header.
        if (host.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The host name is malformed.");
        }

        var target = string.Create(
            CultureInfo.InvariantCulture,
            $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}"
        );
        var login = proxy.User is null
            ? string.Empty
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{proxy.User}:{proxy.Password}"))}\r\n";
        return Encoding.ASCII.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{login}\r\n");
    }

    // Byte by byte: what follows the head is the server's and must stay in the stream.
    private static async Task<byte[]> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[MaxAnswerBytes];
        for (var length = 0; length < head.Length; length++)
        {
            await stream.ReadExactlyAsync(head.AsMemory(length, 1), cancellationToken).ConfigureAwait(false);
            if (head[length] == '\n' && head.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8))
            {
                return head[..(length + 1)];
            }
        }

        throw Refused("its answer is too long");
    }

    private static int ReadStatus(ReadOnlySpan<byte> head)
    {
        // HTTP/1.1 200 and then a blank or the line's end
        const int Length = 12;
        return
            head.Length > Length
            && (head.StartsWith("HTTP/1.0 "u8) || head.StartsWith("HTTP/1.1 "u8))
            && head[Length] is (byte)' ' or (byte)'\r'
            && int.TryParse(head[9..Length], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw Refused("it does not speak HTTP");
    }

    private static ChatSecureException Refused(string why) => new(ErrorKind.Unreachable, $"The proxy refused the connection: {why}.");

    private static string Reason(int status, bool hasLogin) =>
        status switch
        {
            407 when hasLogin => "wrong user name or password",
            407 => "it demands a user name and a password",
            403 => "its rules forbid it",
            502 or 503 => "it can't reach the server",
            504 => "took too long",
            _ => string.Create(CultureInfo.InvariantCulture, $"HTTP status {status}"),
        };
}
