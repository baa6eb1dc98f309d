// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A relay on loopback that can be cut, as a mobile network is: with what is under way lost, and neither side told for a while.</summary>
public sealed class FaultyLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Connection> _connections = [];
    private readonly Task _accepting;
    private readonly int _target;
    private volatile bool _isDown;
    private long _bytes;

    public FaultyLink(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the client connects to, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections it carried.</summary>
    public int Carried { get; private set; }

    /// <summary>How many bytes went over it, in both directions.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Cuts every connection. New ones are refused until <see cref="Mend"/>.</summary>
    /// <param name="silence">For how long everything vanishes before either side hears of it.</param>
    public async Task CutAsync(TimeSpan silence)
    {
        _isDown = true;
        Connection[] cut;
        lock (_lock)
        {
            cut = [.. _connections];
            _connections.Clear();
        }

        foreach (var connection in cut)
        {
            connection.Swallows = true;
        }

        await Task.Delay(silence);
        foreach (var connection in cut)
        {
            connection.Dispose();
        }
    }

    /// <summary>Cuts it again and again at random moments. However slow the machine is, something gets through in between: a login, some pages of an archive, or
    /// a part of either.</summary>
    /// <param name="random">Which moments.</param>
    /// <param name="shortestOutage">In milliseconds.</param>
    /// <param name="longestOutage">In milliseconds.</param>
    /// <param name="done">Ends it, with the link mended.</param>
    public async Task DisturbAsync(Random random, int shortestOutage, int longestOutage, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var enough = Bytes + random.Next(10_000, 200_000);
            await Task.Delay(random.Next(300, 2_000), CancellationToken.None);
            for (var waited = 0; waited < 250 && Bytes < enough && !done.IsCancellationRequested; waited++)
            {
                await Task.Delay(20, CancellationToken.None);
            }

            await CutAsync(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? 0 : random.Next(200)));
            await Task.Delay(random.Next(shortestOutage, longestOutage), CancellationToken.None);
            Mend();
        }
    }

    public void Mend() => _isDown = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await CutAsync(TimeSpan.Zero);
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                if (_isDown)
                {
                    client.Close(0);
                    continue;
                }

                try
                {
                    await CarryAsync(client);
                }
                catch (SocketException)
                {
                    // One end was gone before it was carried; the next ones are carried all the same.
                    client.Close(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        client.NoDelay = true;
        var connection = new Connection(client, server);
        lock (_lock)
        {
            _connections.Add(connection);
            Carried++;
        }

        _ = PumpAsync(connection, client, server);
        _ = PumpAsync(connection, server, client);
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to)
    {
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                if (!connection.Swallows)
                {
                    await to.SendAsync(buffer.AsMemory(0, read));
                    Interlocked.Add(ref _bytes, read);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }

        if (!connection.Swallows)
        {
            connection.Dispose();
        }
    }

    private sealed class Connection(Socket client, Socket server) : IDisposable
    {
        /// <summary>Takes everything and passes on nothing.</summary>
        public volatile bool Swallows;

        public void Dispose()
        {
            // With a reset, as when a router forgets a connection: what still waits is lost.
            client.Close(0);
            server.Close(0);
        }
    }
}
