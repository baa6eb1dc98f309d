// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Accounts;

namespace ChatSecure.Network.Tests.Streams;

/// <summary>A relay before a server that counts flights: how often the client speaks after it has heard something, and once for TCP itself. A TLS server also
/// speaks unasked, once, after the client's end of the handshake: that is held back, as the way to a distant server would, until the client has said
/// what it says without waiting. Everything else the count takes from the order of things, not from time.</summary>
internal sealed class FlightCounter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ServerAddress _server;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private Connection? _latest;

    public FlightCounter(ServerAddress server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ServerAddress Address => _server with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    /// <summary>The flights of the latest connection.</summary>
    public int Flights => Volatile.Read(ref _latest)!.Flights;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token);
                var connection = new Connection(_ended.Token);
                Volatile.Write(ref _latest, connection);
                connections.Add(connection.RelayAsync(client, _server.Port));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private sealed class Connection(CancellationToken ended)
    {
        private const byte ChangeCipherSpec = 20;
        private const byte ApplicationData = 23;
        private static readonly TimeSpan _distance = TimeSpan.FromMilliseconds(250);

        private int _flights = 1;
        private int _clientMayAnswer = 1;
        private Task? _hold;

        public int Flights => Volatile.Read(ref _flights);

        public async Task RelayAsync(Socket client, int port)
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using (client)
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, port);
                await Task.WhenAny(CopyAsync(client, server, isFromClient: true), CopyAsync(server, client, isFromClient: false));
            }
        }

        private async Task CopyAsync(Socket from, Socket to, bool isFromClient)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer, ended) is var length and > 0)
                {
                    if (isFromClient)
                    {
                        OnClient(buffer[0]);
                    }
                    else
                    {
                        await (Volatile.Read(ref _hold) ?? Task.CompletedTask);
                        Volatile.Write(ref _clientMayAnswer, 1);
                    }

                    await to.SendAsync(buffer.AsMemory(0, length), ended);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One side has gone.
            }
        }

        private void OnClient(byte recordType)
        {
            if (recordType is ChangeCipherSpec or ApplicationData)
            {
                _hold ??= Task.Delay(_distance, ended);
            }

            if (Interlocked.Exchange(ref _clientMayAnswer, 0) == 1)
            {
                Interlocked.Increment(ref _flights);
            }
        }
    }
}
