// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Tests.Transport;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

public sealed class ReconnectTests
{
    [Fact]
    public async Task A_lost_connection_is_made_again_and_the_states_tell_it_in_order()
    {
        await using var server = ScriptedXmppServer.Start();
        var states = new List<ConnectionState>();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        var watch = client.Client.StatusChanged!;
        client.Client.StatusChanged = status =>
        {
            states.Add(status.State);
            watch(status);
        };

        session.Drop();
        await client.ReachAsync(ConnectionState.Online);
        await client.Client.DisconnectAsync();

        Assert.Equal([ConnectionState.Connecting, ConnectionState.Online, ConnectionState.Offline], states);
    }

    [Fact]
    public async Task A_fault_of_the_app_amid_an_attempt_does_not_end_the_attempts()
    {
        await using var server = ScriptedXmppServer.Start();
        var asked = 0;
        var (client, session) = await TestClient.ConnectAsync(
            server,
            options =>
                options with
                {
                    Password = _ =>
                        ++asked == 2 ? throw new InvalidOperationException("where was it?") : ValueTask.FromResult("secret"u8.ToArray()),
                }
        );
        await using var _ = client;

        session.Drop();

        Assert.Equal(ErrorKind.Disconnected, (await client.ReachAsync(ConnectionState.Connecting)).Reason);
        Assert.Equal(ErrorKind.Failed, (await client.ReachAsync(ConnectionState.Connecting)).Reason);
        await client.ReachAsync(ConnectionState.Online);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_first_attempt_that_fails_is_not_repeated()
    {
        var server = ScriptedXmppServer.Start();
        var options = TestClient.Options(server);
        await server.DisposeAsync();

        var failure = await TestClient.FailAsync(options);

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
    }

    [Fact]
    public async Task A_client_that_stays_connected_comes_online_once_there_is_a_server()
    {
        await using var server = ScriptedXmppServer.Start();
        var dns = new FakeDns();
        await using var client = new TestClient(
            TestClient.Options(server) with
            {
                Server = server.Address with { Host = "chat.example.test" },
                ReconnectPolicy = new() { InitialCeiling = TimeSpan.FromMilliseconds(20), MaximumCeiling = TimeSpan.FromMilliseconds(20) },
            },
            dns: dns
        );

        await client.Client.StayConnectedAsync();

        Assert.Equal((ConnectionState.Connecting, ErrorKind.Unreachable), (client.Client.Status.State, client.Client.Status.Reason));
        dns.Hosts["chat.example.test"] = [IPAddress.Loopback];
        await client.ReachAsync(ConnectionState.Online);
        (await server.AcceptAsync()).Drop();
        await client.ReachAsync(ConnectionState.Connecting);
        await client.ReachAsync(ConnectionState.Online);
        await client.Client.DisconnectAsync();
        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
    }

    [Fact]
    public async Task A_fault_of_the_app_amid_the_first_attempt_does_not_end_staying_connected()
    {
        await using var server = ScriptedXmppServer.Start();
        var asked = 0;
        await using var client = new TestClient(
            TestClient.Options(server) with
            {
                Password = _ =>
                    ++asked == 1 ? throw new InvalidOperationException("where was it?") : ValueTask.FromResult("secret"u8.ToArray()),
            }
        );

        await client.Client.StayConnectedAsync();

        await client.ReachAsync(ConnectionState.Online);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Staying_connected_ends_where_only_a_person_can_help()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var client = new TestClient(TestClient.Options(server, password: "wrong"));

        var failure = await Assert.ThrowsAnyAsync<ChatSecureException>(() => client.Client.StayConnectedAsync());

        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Equal((ConnectionState.Failed, 1), (client.Client.Status.State, server.Connections));
    }

    [Fact]
    public async Task Staying_connected_ends_with_disconnecting()
    {
        var server = ScriptedXmppServer.Start();
        var options = TestClient.Options(server) with
        {
            ReconnectPolicy = new() { InitialCeiling = TimeSpan.FromDays(1), MaximumCeiling = TimeSpan.FromDays(1) },
        };
        await server.DisposeAsync();
        await using var client = new TestClient(options);

        await client.Client.StayConnectedAsync();
        await client.Client.DisconnectAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
    }

    [Fact]
    public async Task Conflict_ends_the_client_for_good()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync(
            "<error xmlns='http://etherx.jabber.org/streams'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></error>"
        );

        Assert.Equal(ErrorKind.Disconnected, (await client.ReachAsync(ConnectionState.Failed)).Reason);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var elsewhere = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync(
            $"<error xmlns='http://etherx.jabber.org/streams'><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:{elsewhere.Address.Port}</see-other-host></error>"
        );

        await client.ReachAsync(ConnectionState.Online);
        Assert.Equal((2, 0), (server.Connections, elsewhere.Connections));
    }

    [Fact]
    public async Task A_password_that_was_changed_ends_the_client_for_good()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        server.Options = server.Options with { Users = new Dictionary<string, string> { ["alice"] = "new" } };
        session.Drop();

        Assert.Equal(ErrorKind.AuthenticationFailed, (await client.ReachAsync(ConnectionState.Failed)).Reason);
    }

    [Fact]
    public async Task Disconnecting_ends_the_waiting_for_another_attempt()
    {
        await using var server = ScriptedXmppServer.Start();
        var policy = new ReconnectPolicy { InitialCeiling = TimeSpan.FromDays(1), MaximumCeiling = TimeSpan.FromDays(1) };
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { ReconnectPolicy = policy });
        await using var _ = client;

        session.Drop();
        await client.ReachAsync(ConnectionState.Connecting);
        await client.Client.DisconnectAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_client_can_connect_again_after_disconnecting()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        await client.Client.DisconnectAsync();
        await client.Client.ConnectAsync();

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        await client.Client.ConnectAsync();
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_failing_watcher_does_not_disturb_the_connection()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var client = new XmppClient(TestClient.Options(server)) { StatusChanged = _ => throw new InvalidOperationException() };

        await client.ConnectAsync();

        Assert.Equal(ConnectionState.Online, client.Status.State);
    }

    [Fact]
    public async Task A_server_that_closes_the_stream_is_answered_and_left()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendRawAsync("</stream:stream>"u8.ToArray());

        await session.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_stays_silent_is_asked_and_then_left(bool management)
    {
        await using var server = ScriptedXmppServer.Start(new() { StreamManagement = management, AnswersQuestions = false });
        server.OnIq("get", "ping", "urn:xmpp:ping", _ => throw new IOException("gone"));
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (client, session) = await TestClient.ConnectAsync(server, time: time);
        await using var _ = client;

        await AdvanceAsync(time, TimeSpan.FromSeconds(65), client);
        if (management)
        {
            await session.ExpectAsync("r");
        }

        await AdvanceAsync(time, TimeSpan.FromSeconds(60), client);

        Assert.Equal(ErrorKind.Disconnected, (await client.ReachAsync(ConnectionState.Connecting)).Reason);
    }

    [Fact]
    public async Task A_server_that_answers_is_kept()
    {
        await using var server = ScriptedXmppServer.Start();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (client, session) = await TestClient.ConnectAsync(server, time: time);
        await using var _ = client;

        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(session.Address));
            await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(1, server.Connections);
    }

    // In small steps, so that what is due can happen between them.
    private static async Task AdvanceAsync(FakeTimeProvider time, TimeSpan span, TestClient client)
    {
        for (
            var passed = TimeSpan.Zero;
            passed < span && client.Client.Status.State == ConnectionState.Online;
            passed += TimeSpan.FromSeconds(5)
        )
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }
    }
}
