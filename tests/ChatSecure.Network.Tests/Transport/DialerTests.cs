// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Transport;

public sealed class DialerTests
{
    private readonly FakeDns _dns = new();

    [Fact]
    public async Task A_refusing_address_leads_to_the_next_one()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.1"), 0);
        listener.Start();
        _dns.Hosts["host.test"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.1")];

        using var socket = await DialAsync(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Equal(listener.LocalEndpoint, socket.RemoteEndPoint);
        Assert.True(socket.NoDelay);
    }

    [Fact]
    public async Task When_all_addresses_refuse_the_host_is_unreachable()
    {
        _dns.Hosts["host.test"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => DialAsync(1));

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
    }

    [Fact]
    public async Task A_name_without_address_is_unreachable()
    {
        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => DialAsync(1));

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
    }

    [Fact]
    public async Task An_attempt_can_be_cancelled()
    {
        _dns.Hosts["host.test"] = [IPAddress.Loopback];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new Dialer(_dns, TimeProvider.System).DialAsync("host.test", 1, null, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public async Task A_server_that_refuses_leads_to_the_next_one_of_its_group_and_the_winner_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _dns.Hosts["gone.test"] = [IPAddress.Parse("127.0.0.2")];
        _dns.Hosts["there.test"] = [IPAddress.Loopback];
        var there = new ServerAddress("there.test", ((IPEndPoint)listener.LocalEndpoint).Port, TlsMode.Direct);

        var (socket, server) = await new Dialer(_dns, TimeProvider.System).DialAsync(
            [new("gone.test", 1), new("nowhere.test", 1), there],
            default
        );
        socket.Dispose();

        Assert.Equal(there, server);
    }

    [Fact]
    public async Task The_next_address_starts_while_the_former_is_silent_and_the_loser_is_given_up()
    {
        _dns.Hosts["host.test"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.4")];
        var time = new FakeTimeProvider();
        var network = new SilentNetwork();
        var dialling = new Dialer(_dns, time, network.ConnectAsync).DialAsync("host.test", 1, null, default);

        Assert.Equal(["127.0.0.2"], network.Started);
        time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(["127.0.0.2"], network.Started);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await network.StartedAsync(2);
        Assert.Equal(["127.0.0.2", "127.0.0.3"], network.Started);

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        network.Answer("127.0.0.3", socket);

        Assert.Same(socket, await dialling);
        Assert.Equal(["127.0.0.2"], network.GivenUp);
    }

    [Fact]
    public async Task After_a_refusal_the_next_address_starts_at_once()
    {
        _dns.Hosts["host.test"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        var network = new SilentNetwork();
        var dialling = new Dialer(_dns, new FakeTimeProvider(), network.ConnectAsync).DialAsync("host.test", 1, null, default);

        network.Refuse("127.0.0.2");
        await network.StartedAsync(2);
        network.Refuse("127.0.0.3");

        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<ChatSecureException>(() => dialling)).Kind);
    }

    [Fact]
    public void The_families_alternate()
    {
        _dns.Hosts["host.test"] =
        [
            IPAddress.IPv6Loopback,
            IPAddress.Parse("::ffff:127.0.0.9"),
            IPAddress.Parse("127.0.0.2"),
            IPAddress.Parse("127.0.0.3"),
        ];

        Assert.Equal(
            ["::1", "127.0.0.2", "::ffff:127.0.0.9", "127.0.0.3"],
            Dialer.Interleave(_dns.Hosts["host.test"]).Select(ip => ip.ToString())
        );
        Assert.Empty(Dialer.Interleave([]));
    }

    private Task<Socket> DialAsync(int port) => new Dialer(_dns, TimeProvider.System).DialAsync("host.test", port, null, default);

    /// <summary>Addresses that are silent until the test answers for them.</summary>
    private sealed class SilentNetwork
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<Socket>> _attempts = new();
        private readonly SemaphoreSlim _starts = new(0);

        public ConcurrentQueue<string> Started { get; } = new();

        public ConcurrentQueue<string> GivenUp { get; } = new();

        public async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
        {
            var address = endPoint.Address.ToString();
            var attempt = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
            _attempts[address] = attempt;
            Started.Enqueue(address);
            _starts.Release();
            await using var _ = cancellationToken.Register(() =>
            {
                if (attempt.TrySetCanceled(cancellationToken))
                {
                    GivenUp.Enqueue(address);
                }
            });
            return await attempt.Task;
        }

        /// <summary>Waits until so many attempts have started.</summary>
        public async Task StartedAsync(int count)
        {
            while (Started.Count < count)
            {
                Assert.True(await _starts.WaitAsync(TimeSpan.FromSeconds(10)));
            }
        }

        public void Answer(string address, Socket socket) => _attempts[address].SetResult(socket);

        public void Refuse(string address) => _attempts[address].SetException(new SocketException((int)SocketError.ConnectionRefused));
    }
}
