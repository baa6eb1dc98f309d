// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Client;

public sealed class NetworkChangeTests
{
    [Fact]
    public async Task A_client_that_waits_connects_at_once()
    {
        await using var server = ScriptedXmppServer.Start();
        var time = new FakeTimeProvider();
        var policy = new ReconnectPolicy { InitialCeiling = TimeSpan.FromDays(1), MaximumCeiling = TimeSpan.FromDays(1) };
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { ReconnectPolicy = policy }, time);
        await using var _ = client;
        session.Drop();
        await client.ReachAsync(ConnectionState.Connecting);

        // The hint may come before the client has begun to wait; it is a hint, and the next one helps.
        while (client.Client.Status.State != ConnectionState.Online)
        {
            client.Client.NetworkChanged();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_client_that_is_online_asks_at_once()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, session) = await TestClient.ConnectAsync(server, time: new FakeTimeProvider());
        await using var _ = client;

        client.Client.NetworkChanged();

        Assert.Equal("r", (await session.ExpectAsync("r")).Name);
        Assert.Equal(ConnectionState.Online, client.Client.Status.State);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_soon_then_is_gone()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var time = new FakeTimeProvider();
        var (client, session) = await TestClient.ConnectAsync(server, time: time);
        await using var _ = client;
        client.Client.NetworkChanged();
        await session.ExpectAsync("r");

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorKind.Disconnected, (await client.ReachAsync(ConnectionState.Connecting)).Reason);
    }

    [Fact]
    public async Task A_hint_to_a_client_that_is_offline_does_nothing()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var client = new TestClient(TestClient.Options(server));

        client.Client.NetworkChanged();

        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
        Assert.Equal(0, server.Connections);
    }
}
