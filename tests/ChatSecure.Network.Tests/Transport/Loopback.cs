// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Errors;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>A listener on loopback that serves each connection by a function, until it is disposed.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _serving;
    private int _connections;

    public Loopback(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _serving = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _ended.Dispose();
    }

    /// <summary>Carries bytes both ways until one side ends.</summary>
    public static async Task RelayAsync(Stream one, int port, CancellationToken cancellationToken)
    {
        using var target = new TcpClient();
        await target.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var other = target.GetStream();
        await Task.WhenAny(one.CopyToAsync(other, cancellationToken), other.CopyToAsync(one, cancellationToken));
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(client));
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
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await _serve(client.GetStream(), _ended.Token);
            }
            catch (Exception e)
                when (e
                        is IOException
                            or OperationCanceledException
                            or SocketException
                            or ObjectDisposedException
                            or ChatSecureException
                            or System.Net.WebSockets.WebSocketException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The client has gone, as many tests want it to.
            }
        }
    }
}
