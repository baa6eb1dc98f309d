// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;

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
}
