// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>Opens TCP connections. A host's addresses are tried in turn, the next one starting while the former is still silent (after RFC 8305).</summary>
internal sealed class Dialer(IDnsLookup dns, TimeProvider time)
{
    private static readonly TimeSpan _stagger = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to a host: by way of the proxy, if there is one, and then without asking DNS for the host.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>.</exception>
    public async Task<Socket> DialAsync(string host, int port, ProxyAddress? proxy, CancellationToken cancellationToken)
    {
        if (proxy is null)
        {
            return await DialAsync(host, port, cancellationToken).ConfigureAwait(false);
        }

        var socket = await DialAsync(proxy.Host, proxy.Port, cancellationToken).ConfigureAwait(false);
        try
        {
            var stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false))
            {
                await Socks5.ConnectAsync(stream, proxy, host, port, cancellationToken).ConfigureAwait(false);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var address)
            ? [address]
            : await dns.QueryAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        return addresses.Count == 0
            ? throw new ChatSecureException(ErrorKind.Unreachable, "The server's name has no address.")
            : await ConnectFirstAsync(Interleave(addresses), port, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Socket> ConnectFirstAsync(Queue<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var rivals = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = new List<Task<Socket>>();
        try
        {
            while (true)
            {
                if (addresses.TryDequeue(out var address))
                {
                    attempts.Add(ConnectAsync(new IPEndPoint(address, port), rivals.Token));
                }

                var first = Task.WhenAny(attempts);
                if (
                    addresses.Count > 0
                    && await Task.WhenAny(first, Task.Delay(_stagger, time, rivals.Token)).ConfigureAwait(false) != first
                )
                {
                    continue;
                }

                var attempt = await first.ConfigureAwait(false);
                attempts.Remove(attempt);
                try
                {
                    return await attempt.ConfigureAwait(false);
                }
                catch (SocketException e) when (attempts.Count == 0 && addresses.Count == 0)
                {
                    throw new ChatSecureException(ErrorKind.Unreachable, $"The server can't be reached: {e.SocketErrorCode}.", e);
                }
                catch (SocketException)
                {
                    // The next address may do.
                }
            }
        }
        finally
        {
            await rivals.CancelAsync().ConfigureAwait(false);
            foreach (var attempt in attempts)
            {
                await DisposeLoserAsync(attempt).ConfigureAwait(false);
            }
        }
    }

    private static async Task DisposeLoserAsync(Task<Socket> attempt)
    {
        try
        {
            (await attempt.ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It lost.
        }
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The families alternate, so that a broken IPv6 costs one stagger and not one for each address.
    private static Queue<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        var preferred = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var other = addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily).ToList();
        var queue = new Queue<IPAddress>();
        for (var i = 0; i < Math.Max(preferred.Count, other.Count); i++)
        {
            preferred.Skip(i).Take(1).Concat(other.Skip(i).Take(1)).ToList().ForEach(queue.Enqueue);
        }

        return queue;
    }
}
