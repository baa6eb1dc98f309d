// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>The client side of SOCKS5 (RFC 1928, RFC 1929). Names go to the proxy as they are: they are never resolved here.</summary>
internal static class Socks5
{
    private const byte Version = 5;
    private const byte NoAuthentication = 0;
    private const byte UserAndPassword = 2;

    /// <summary>Asks the proxy at the other end of a connection to connect on.</summary>
    /// <param name="stream">The connection to the proxy; carries the connection to the target afterwards.</param>
    /// <param name="proxy">Whose user and password are used, if it has them.</param>
    /// <param name="host">A name or an IP address.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/> if the proxy refuses or does not speak SOCKS5.</exception>
    public static async Task ConnectAsync(Stream stream, ProxyAddress proxy, string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await AuthenticateAsync(stream, proxy, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(Request(host, port), cancellationToken).ConfigureAwait(false);
            var reply = await ReadAsync(stream, 4, cancellationToken).ConfigureAwait(false);
            if (reply[0] != Version || reply[1] != 0)
            {
                throw Refused(reply[0] == Version ? Reason(reply[1]) : "it does not speak SOCKS5");
            }

            // The address that the proxy bound is of no use, but must be read to its end.
            var addressLength = reply[3] switch
            {
                1 => 4,
                3 => (await ReadAsync(stream, 1, cancellationToken).ConfigureAwait(false))[0],
                4 => 16,
                _ => throw Refused("its answer is malformed"),
            };
            await ReadAsync(stream, addressLength + 2, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The proxy closed the connection.", e);
        }
    }

    private static async Task AuthenticateAsync(Stream stream, ProxyAddress proxy, CancellationToken cancellationToken)
    {
        byte[] greeting = proxy.User is null ? [Version, 1, NoAuthentication] : [Version, 2, NoAuthentication, UserAndPassword];
        await stream.WriteAsync(greeting, cancellationToken).ConfigureAwait(false);
        var choice = await ReadAsync(stream, 2, cancellationToken).ConfigureAwait(false);
        if (choice[0] != Version)
        {
            throw Refused("it does not speak SOCKS5");
        }

        if (choice[1] == UserAndPassword && proxy.User is not null)
        {
            var login = Login(proxy);
            await stream.WriteAsync(login, cancellationToken).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(login);
            if ((await ReadAsync(stream, 2, cancellationToken).ConfigureAwait(false))[1] != 0)
            {
                throw Refused("wrong user name or password");
            }
        }
        else if (choice[1] != NoAuthentication)
        {
            throw Refused("it demands another authentication");
        }
    }

    private static byte[] Login(ProxyAddress proxy)
    {
        var user = Encoding.UTF8.GetBytes(proxy.User!);
        var password = Encoding.UTF8.GetBytes(proxy.Password!);
        return [1, (byte)user.Length, .. user, (byte)password.Length, .. password];
    }

    private static byte[] Request(string host, int port)
    {
        byte[] address;
        if (IPAddress.TryParse(host, out var ip))
        {
            address = [ip.AddressFamily == AddressFamily.InterNetwork ? (byte)1 : (byte)4, .. ip.GetAddressBytes()];
        }
        else
        {
            var name = Encoding.ASCII.GetBytes(host);
            if (name.Length > byte.MaxValue)
            {
                throw new ChatSecureException(ErrorKind.InvalidInput, "The host name is too long for SOCKS5.");
            }

            address = [3, (byte)name.Length, .. name];
        }

        var portBytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(portBytes, checked((ushort)port));
        return [Version, 1, 0, .. address, .. portBytes];
    }

    private static async ValueTask<byte[]> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer;
    }

    private static ChatSecureException Refused(string why) => new(ErrorKind.Unreachable, $"The proxy refused the connection: {why}.");

    private static string Reason(byte code) =>
        code switch
        {
            2 => "its rules forbid it",
            3 => "network unreachable",
            4 => "host unreachable",
            5 => "connection refused",
            6 => "took too long",
            7 => "command not supported",
            8 => "address type not supported",
            _ => "general failure",
        };
}
