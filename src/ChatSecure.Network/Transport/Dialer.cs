// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Accounts;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>Opens TCP connections. All addresses of all servers of a group are tried in turn, the next one starting while the former is still silent
/// (RFC 8305, XEP-0495).</summary>
/// <param name="dns">Knows the addresses.</param>
/// <param name="time">Tells how long an attempt has been silent.</param>
/// <param name="connect">Opens one connection; null for the system's way. A seam: tests have no silent addresses.</param>
internal sealed class Dialer(IDnsLookup dns, TimeProvider time, Func<IPEndPoint, CancellationToken, Task<Socket>>? connect = null)
{
    private static readonly TimeSpan _stagger = TimeSpan.FromMilliseconds(250);

    private readonly Func<IPEndPoint, CancellationToken, Task<Socket>> _connect = connect ?? ConnectAsync;

    /// <summary>Connects to a host: by way of the proxy, if there is one, and then without asking DNS for the host.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>.</exception>
    public async Task<Socket> DialAsync(string host, int port, ProxyAddress? proxy, CancellationToken cancellationToken)
    {
        var (nextHost, nextPort) = proxy is null ? (host, port) : (proxy.Host, proxy.Port);
        var (socket, _) = await DialAsync([new ServerAddress(nextHost, nextPort)], cancellationToken).ConfigureAwait(false);
        if (proxy is null)
        {
            return socket;
        }

        try
        {
            var stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false))
            {
                await (
                    proxy.Kind == ProxyKind.Socks5
                        ? Socks5.ConnectAsync(stream, proxy, host, port, cancellationToken)
                        : HttpConnect.ConnectAsync(stream, proxy, host, port, cancellationToken)
                ).ConfigureAwait(false);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to whichever server of a group answers first, without a proxy.</summary>
    /// <param name="servers">The servers, best first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>: none does.</exception>
    public async Task<(Socket Socket, ServerAddress Server)> DialAsync(
        IReadOnlyList<ServerAddress> servers,
        CancellationToken cancellationToken
    )
    {
        var addresses = await Task.WhenAll(servers.Select(server => AddressesAsync(server.Host, cancellationToken))).ConfigureAwait(false);
        var candidates = new Queue<Candidate>(
            servers.Zip(addresses).SelectMany(pair => pair.Second.Select(address => new Candidate(pair.First, address)))
        );
        return candidates.Count == 0
            ? throw new ChatSecureException(ErrorKind.Unreachable, "The server's name has no address.")
            : await ConnectFirstAsync(candidates, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IEnumerable<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address)
            ? [address]
            : Interleave(await dns.QueryAddressesAsync(host, cancellationToken).ConfigureAwait(false));

    private async Task<(Socket, ServerAddress)> ConnectFirstAsync(Queue<Candidate> candidates, CancellationToken cancellationToken)
    {
        using var rivals = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = new List<Task<(Socket Socket, ServerAddress)>>();
        try
        {
            while (true)
            {
                if (candidates.TryDequeue(out var candidate))
                {
                    attempts.Add(ConnectAsync(candidate, rivals.Token));
                }

                var first = Task.WhenAny(attempts);
                if (
                    candidates.Count > 0
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
                catch (SocketException e) when (attempts.Count == 0 && candidates.Count == 0)
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

    private static async Task DisposeLoserAsync(Task<(Socket Socket, ServerAddress)> attempt)
    {
        try
        {
            (await attempt.ConfigureAwait(false)).Socket.Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It lost.
        }
    }

    private async Task<(Socket Socket, ServerAddress)> ConnectAsync(Candidate candidate, CancellationToken cancellationToken) =>
        (
            await _connect(new IPEndPoint(candidate.Address, candidate.Server.Port), cancellationToken).ConfigureAwait(false),
            candidate.Server
        );

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

    /// <summary>Lets the families alternate, so that a broken IPv6 costs one stagger and not one for each address.</summary>
    public static IEnumerable<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        var preferred = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var other = addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily).ToList();
        return Enumerable
            .Range(0, Math.Max(preferred.Count, other.Count))
            .SelectMany(i => preferred.Skip(i).Take(1).Concat(other.Skip(i).Take(1)));
    }

    private sealed record Candidate(ServerAddress Server, IPAddress Address);
}
