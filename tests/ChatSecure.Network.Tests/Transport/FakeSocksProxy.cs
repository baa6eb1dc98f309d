// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>A SOCKS5 proxy on loopback that connects everything to one port, whatever it is asked for.</summary>
internal sealed class FakeSocksProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly int _target;
    private readonly Task _serving;

    public FakeSocksProxy(int target)
    {
        _target = target;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The method that it answers the greeting with.</summary>
    public byte Method { get; init; }

    /// <summary>The reply code to the request.</summary>
    public byte Reply { get; init; }

    /// <summary>The version byte of its first answer.</summary>
    public byte Version { get; init; } = 5;

    /// <summary>What it was asked to connect to: address type and host, and port.</summary>
    public string? Asked { get; private set; }

    /// <summary>The user and password that it was given.</summary>
    public string? Login { get; private set; }

    public string Url(string login = "") => $"socks5://{login}127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
            var stream = client.GetStream();
            var greeting = await ReadAsync(stream, 2);
            await ReadAsync(stream, greeting[1]);
            await stream.WriteAsync(new byte[] { Version, Method }, _ended.Token);
            if (Method == 2)
            {
                var user = await ReadAsync(stream, (await ReadAsync(stream, 2))[1]);
                var password = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
                Login = $"{Encoding.UTF8.GetString(user)}:{Encoding.UTF8.GetString(password)}";
                await stream.WriteAsync(new byte[] { 1, 0 }, _ended.Token);
            }

            var request = await ReadAsync(stream, 4);
            var host = request[3] == 3 ? Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0])) : "ip";
            if (request[3] != 3)
            {
                await ReadAsync(stream, request[3] == 1 ? 4 : 16);
            }

            var port = await ReadAsync(stream, 2);
            Asked = $"{host}:{(port[0] << 8) + port[1]}";
            await stream.WriteAsync(new byte[] { 5, Reply, 0, 1, 0, 0, 0, 0, 0, 0 }, _ended.Token);
            if (Reply == 0)
            {
                using var target = new TcpClient();
                await target.ConnectAsync(IPAddress.Loopback, _target, _ended.Token);
                await Task.WhenAny(
                    stream.CopyToAsync(target.GetStream(), _ended.Token),
                    target.GetStream().CopyToAsync(stream, _ended.Token)
                );
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, _ended.Token);
        return buffer;
    }
}
