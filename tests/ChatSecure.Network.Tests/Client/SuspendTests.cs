// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Client;

/// <summary>Streams that outlive the process (XEP-0198).</summary>
public sealed class SuspendTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_process_resumes_and_nothing_is_lost_or_doubled(bool inline)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = inline ? new() : null });
        var record = new InMemoryClientRecord();
        var options = TestClient.Options(server) with { ResumptionRecord = record };
        var first = new TestClient(options);
        await first.Client.ConnectAsync();
        var session = await server.AcceptAsync();
        await session.SendXmlAsync("<message from='bob@example.test/x'><body>one</body></message>");
        Assert.Equal("one", (await first.MessageAsync()).Stanza.Body);
        session.ForgetFromNowOn();
        var lost = await first.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "lost" });
        await session.ExpectAsync("message");

        await first.Client.SuspendAsync();

        Assert.Equal(ConnectionState.Offline, first.Client.Status.State);
        Assert.Equal(ErrorKind.Disconnected, (await Assert.ThrowsAsync<ChatSecureException>(() => lost)).Kind);
        await session.Ended;
        await first.DisposeAsync();
        Assert.NotNull(await record.ReadAsync());

        await using var second = new TestClient(options);
        await second.Client.ConnectAsync();
        Assert.True((await second.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Equal(session.Address, second.Client.BoundAddress);
        Assert.Null(await record.ReadAsync());
        var resumed = await server.AcceptAsync();
        Assert.Equal("lost", new MessageStanza(await resumed.ExpectAsync("message")).Body);
        await resumed.SendXmlAsync("<message from='bob@example.test/x'><body>two</body></message>");
        Assert.Equal("two", (await second.MessageAsync()).Stanza.Body);
        await (await second.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "three" })).WaitAsync(
            TimeSpan.FromSeconds(10)
        );
        Assert.Equal("three", new MessageStanza(await resumed.ExpectAsync("message")).Body);
    }

    [Fact]
    public async Task The_record_is_used_once()
    {
        await using var server = ScriptedXmppServer.Start();
        var record = new InMemoryClientRecord();
        var options = TestClient.Options(server) with { ResumptionRecord = record };
        await using (var first = new TestClient(options))
        {
            await first.Client.ConnectAsync();
            await first.Client.SuspendAsync();
        }

        var copy = await record.ReadAsync();
        await using var second = new TestClient(options);
        await second.Client.ConnectAsync();

        // A process that dies from here on must leave nothing that is out of date.
        Assert.Null(await record.ReadAsync());
        Assert.NotNull(copy);
    }

    [Fact]
    public async Task A_stream_that_the_server_has_forgotten_is_replaced()
    {
        await using var server = ScriptedXmppServer.Start();
        var options = TestClient.Options(server) with { ResumptionRecord = new InMemoryClientRecord() };
        await using (var first = new TestClient(options))
        {
            await first.Client.ConnectAsync();
            await first.Client.SuspendAsync();
        }

        server.Options = server.Options with { Faults = ServerFaults.ForgetsStreams };
        await using var second = new TestClient(options);
        await second.Client.ConnectAsync();

        Assert.False((await second.ReachAsync(ConnectionState.Online)).Resumed);
    }

    [Fact]
    public async Task Without_a_record_suspending_ends_the_stream()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);

        await client.Client.SuspendAsync();

        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
        await session.Ended;
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"x\",\"address\":\"@\",\"location\":null,\"acknowledged\":0,\"handled\":0,\"unacknowledged\":[]}")]
    [InlineData(
        "{\"id\":\"x\",\"address\":\"mallory@example.test/x\",\"location\":null,\"acknowledged\":0,\"handled\":0,\"unacknowledged\":[]}"
    )]
    [InlineData(
        "{\"id\":\"x\",\"address\":\"alice@example.test/x\",\"location\":null,\"acknowledged\":-1,\"handled\":0,\"unacknowledged\":[]}"
    )]
    public async Task A_record_that_is_no_stream_of_ours_is_dropped(string content)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var record = new InMemoryClientRecord();
        await record.WriteAsync(Encoding.UTF8.GetBytes(content));
        await using var client = new TestClient(TestClient.Options(server) with { ResumptionRecord = record });

        await client.Client.ConnectAsync();

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Null(server.Logins.Single().Child("resume", "urn:xmpp:sm:3"));
        Assert.Null(await record.ReadAsync());
    }

    [Fact]
    public async Task Disconnecting_leaves_no_record()
    {
        await using var server = ScriptedXmppServer.Start();
        var record = new InMemoryClientRecord();
        var (client, _) = await TestClient.ConnectAsync(server, options => options with { ResumptionRecord = record });

        await client.DisposeAsync();

        Assert.Null(await record.ReadAsync());
    }
}
