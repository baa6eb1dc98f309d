// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Tests.Transport;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams;

/// <summary>Where a server may send us: to another place of the same domain, which must prove it.</summary>
public sealed class RedirectTests
{
    [Fact]
    public async Task A_verified_server_may_send_us_elsewhere()
    {
        await using var there = ScriptedXmppServer.Start();
        await using var here = ScriptedXmppServer.Start(new() { SeeOtherHost = $"127.0.0.1:{there.Address.Port}" });
        await using var client = new TestClient(Options(here, there), dns: Dns(here));

        await client.Client.ConnectAsync();

        Assert.Equal(1, here.Connections);
        Assert.Equal(1, there.Connections);
        Assert.Equal("example.test", (await there.AcceptAsync()).ServerName);
    }

    [Fact]
    public async Task A_running_stream_may_be_sent_elsewhere_too()
    {
        await using var there = ScriptedXmppServer.Start();
        await using var here = ScriptedXmppServer.Start();
        await using var client = new TestClient(Options(here, there), dns: Dns(here));
        await client.Client.ConnectAsync();
        var session = await here.AcceptAsync();

        await session.SendXmlAsync(
            "<error xmlns='http://etherx.jabber.org/streams'><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                + $"127.0.0.1:{there.Address.Port}</see-other-host></error>"
        );

        await there.AcceptAsync();
        Assert.Equal(1, here.Connections);
    }

    [Fact]
    public async Task The_other_place_must_prove_to_be_the_same_domain()
    {
        await using var there = ScriptedXmppServer.Start(new() { Certificate = CertificateFault.WrongName });
        await using var here = ScriptedXmppServer.Start(new() { SeeOtherHost = $"127.0.0.1:{there.Address.Port}" });

        var failure = await TestClient.FailAsync(Options(here, there), Dns(here));

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Empty(there.Logins);
    }

    [Fact]
    public async Task A_server_that_has_proven_nothing_sends_us_nowhere()
    {
        await using var there = ScriptedXmppServer.Start();
        await using var here = ScriptedXmppServer.Start(
            new() { StreamError = "see-other-host", SeeOtherHost = $"127.0.0.1:{there.Address.Port}" }
        );

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options(here, there), Dns(here))).Kind);
        Assert.Equal(0, there.Connections);
    }

    [Fact]
    public async Task A_chase_ends()
    {
        await using var here = ScriptedXmppServer.Start();
        here.Options = here.Options with { SeeOtherHost = $"127.0.0.1:{here.Address.Port}" };

        var failure = await TestClient.FailAsync(Options(here, here), Dns(here));

        Assert.Equal("see-other-host", failure.Condition);
        Assert.Equal(4, here.Connections);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("127.0.0.1:99999")]
    public async Task A_place_that_is_none_is_not_followed(string place)
    {
        await using var here = ScriptedXmppServer.Start(new() { SeeOtherHost = place });

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options(here, here), Dns(here))).Kind);
        Assert.Equal(1, here.Connections);
    }

    [Fact]
    public async Task Where_the_owner_says_where_to_connect_nobody_else_does()
    {
        await using var there = ScriptedXmppServer.Start();
        await using var here = ScriptedXmppServer.Start(new() { SeeOtherHost = $"127.0.0.1:{there.Address.Port}" });

        var failure = await TestClient.FailAsync(Options(here, there) with { Server = here.Address });

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Equal(0, there.Connections);
        Assert.Equal(1, here.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_is_resumed_where_the_server_would_like_it(bool inline)
    {
        var sasl2 = inline ? new Sasl2ServerOptions { TokenMechanisms = [] } : null;
        await using var there = ScriptedXmppServer.Start(new() { Sasl2 = sasl2 });
        await using var here = ScriptedXmppServer.Start(new() { Sasl2 = sasl2, Location = $"127.0.0.1:{there.Address.Port}" });
        await using var client = new TestClient(Options(here, there), dns: Dns(here));
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);

        (await here.AcceptAsync()).Drop();

        // This server does not know the stream, but that is where it was asked for.
        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Equal(1, there.Connections);
        Assert.Equal(1, here.Connections);
    }

    [Fact]
    public async Task A_place_that_does_not_answer_leaves_the_usual_ones()
    {
        var gone = ScriptedXmppServer.Start();
        var port = gone.Address.Port;
        await gone.DisposeAsync();
        await using var here = ScriptedXmppServer.Start(new() { Location = $"127.0.0.1:{port}" });
        await using var client = new TestClient(Options(here, here), dns: Dns(here));
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);

        (await here.AcceptAsync()).Drop();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
    }

    private static XmppClientOptions Options(ScriptedXmppServer here, ScriptedXmppServer there) =>
        TestClient.Options(here) with
        {
            Server = null,
            ExtraAuthoritiesPem = here.AuthorityPem + "\n" + there.AuthorityPem,
        };

    private static FakeDns Dns(ScriptedXmppServer server) =>
        new()
        {
            Services = { ["_xmpp-client._tcp.example.test"] = [new SrvRecord("here.test", server.Address.Port, 0, 0)] },
            Hosts = { ["here.test"] = [IPAddress.Loopback] },
        };
}
