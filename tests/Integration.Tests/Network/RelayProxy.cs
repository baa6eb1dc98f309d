// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>A proxy on loopback that speaks SOCKS5 and HTTP, whichever it is spoken to in, and knows the way to a lab server by its name. Each connection
/// can be cut.</summary>
internal sealed class RelayProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly Task _accepting;

    public RelayProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The ports of the places that it knows, each <c>host:port</c>.</summary>
    public Dictionary<string, int> Routes { get; } = [];

    /// <summary>What it was asked to connect to.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The user of each connection by SOCKS5 that named one (RFC 1929), with where it went.</summary>
    public ConcurrentQueue<(string User, string Place)> Users { get; } = new();

    public string Url(string scheme) => $"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Cuts all connections, as a lost network would.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        _clients[client] = true;
        try
        {
            var stream = client.GetStream();
            var first = await ReadAsync(stream, 1);
            var place = first[0] == 5 ? await ReadSocksAsync(stream) : await ReadHttpAsync(stream);
            Asked.Enqueue(place);
            if (!Routes.TryGetValue(place, out var port))
            {
                return;
            }

            await stream.WriteAsync(
                first[0] == 5 ? new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 } : Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"),
                _ended.Token
            );
            using var target = new TcpClient();
            await target.ConnectAsync(IPAddress.Loopback, port, _ended.Token);
            await Task.WhenAny(stream.CopyToAsync(target.GetStream(), _ended.Token), target.GetStream().CopyToAsync(stream, _ended.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Cut, by whichever side.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task<string> ReadSocksAsync(NetworkStream stream)
    {
        var asksForUser = (await ReadAsync(stream, (await ReadAsync(stream, 1))[0])).Contains((byte)2);
        await stream.WriteAsync(new byte[] { 5, asksForUser ? (byte)2 : (byte)0 }, _ended.Token);
        var user = asksForUser ? await ReadUserAsync(stream) : null;
        var request = await ReadAsync(stream, 4);
        // A name, never an address: names are the proxy's business.
        Assert.Equal(3, request[3]);
        var host = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var port = await ReadAsync(stream, 2);
        var place = $"{host}:{(port[0] << 8) + port[1]}";
        if (user is not null)
        {
            Users.Enqueue((user, place));
        }

        return place;
    }

    private async Task<string> ReadUserAsync(NetworkStream stream)
    {
        await ReadAsync(stream, 1);
        var user = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var password = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        await stream.WriteAsync(new byte[] { 1, 0 }, _ended.Token);
        return $"{user}:{password}";
    }

    private async Task<string> ReadHttpAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(stream, 1))[0]);
        }

        return head.ToString().Split(' ')[1];
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, _ended.Token);
        return buffer;
    }
}
