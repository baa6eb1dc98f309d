// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Client;

public sealed class AcknowledgementTests
{
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    [Fact]
    public async Task A_message_is_acknowledged_by_the_server()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "hello" });

        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("hello", new MessageStanza(await session.ExpectAsync("message")).Body);
        Assert.True(client.Client.Details!.StreamManagement);
        Assert.True(client.Client.Details.Resumable);
    }

    [Fact]
    public async Task Many_messages_are_acknowledged_in_order_with_few_questions()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var tickets = new List<Task>();
        for (var i = 0; i < 50; i++)
        {
            tickets.Add(await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = $"{i}" }));
        }

        await session.ExpectAsync("message");
        await session.ExpectAsync("r");
        for (var i = 1; i < 50; i++)
        {
            Assert.Equal($"{i}", new MessageStanza(await session.ExpectAsync("message")).Body);
        }

        Assert.All(tickets, ticket => Assert.False(ticket.IsCompleted));
        await session.SendXmlAsync("<a xmlns='urn:xmpp:sm:3' h='50'/>");
        await Task.WhenAll(tickets).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Without_stream_management_a_ping_acknowledges()
    {
        await using var server = ScriptedXmppServer.Start(new() { StreamManagement = false });
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "hello" });

        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));
        await session.ExpectAsync("message");
        Assert.False(client.Client.Details!.StreamManagement);
    }

    [Fact]
    public async Task Without_stream_management_a_lost_connection_fails_the_message()
    {
        await using var server = ScriptedXmppServer.Start(new() { StreamManagement = false, DropAfterStanzas = 1 });
        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "hello" });

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => acknowledged.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(ErrorKind.Disconnected, failure.Kind);
    }

    [Fact]
    public async Task A_stanza_counts_only_after_its_handler_returned()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        client.Client.MessageReceived = async (message, _) =>
        {
            entered.TrySetResult();
            await leave.Task;
        };

        await session.SendXmlAsync("<message from='bob@example.test/x'><body>1</body></message>");
        // An answer to nothing is done with at once, but must not count before the message that came first.
        await session.SendXmlAsync("<iq type='result' id='x'/>");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await session.AskAsync();
        var question = await client.Client.RequestAsync(new IqStanza("get", new XmppElement("ping", "urn:xmpp:ping"), Server(server)));
        Assert.Equal(0u, session.Acknowledged);

        leave.SetResult();

        await EventuallyAsync(3, () => session.Acknowledged);
        Assert.Equal("result", question.Type);
    }

    [Fact]
    public async Task A_message_that_the_app_does_not_take_is_sent_again()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        var bodies = new List<string?>();
        var sent = new TaskCompletionSource();
        client.Client.MessageReceived = async (message, _) =>
        {
            await sent.Task;
            bodies.Add(message.Stanza.Body);
            if (bodies.Count == 1)
            {
                throw new IOException("full");
            }
        };

        await session.SendXmlAsync("<message from='bob@example.test/x'><body>1</body></message>");
        await session.SendXmlAsync("<message from='bob@example.test/x'><body>2</body></message>");
        sent.SetResult();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
        var second = await server.AcceptAsync();
        await second.AskAsync();
        await EventuallyAsync(2, () => second.Acknowledged);
        Assert.Equal(["1", "1", "2"], bodies);
    }

    [Fact]
    public async Task A_resumed_stream_loses_nothing_and_doubles_nothing()
    {
        await using var server = ScriptedXmppServer.Start(new() { DropAfterStanzas = 2 });
        var (client, first) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var tickets = new List<Task>();
        for (var i = 0; i < 4; i++)
        {
            tickets.Add(await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = $"{i}" }));
            server.Options = server.Options with { DropAfterStanzas = null };
            if (i == 1)
            {
                Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
            }
        }

        var second = await server.AcceptAsync();
        Assert.True(second.IsResumed);
        Assert.Equal(first.Address, second.Address);
        Assert.Equal(first.Address, client.Client.BoundAddress);
        await Task.WhenAll(tickets).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["0", "1"], [await BodyAsync(first), await BodyAsync(first)]);
        Assert.Equal(["2", "3"], [await BodyAsync(second), await BodyAsync(second)]);
    }

    [Fact]
    public async Task What_was_lost_on_the_way_is_sent_again_on_the_resumed_stream()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, first) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        first.ForgetFromNowOn();

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "lost" });
        await first.ExpectAsync("message");
        server.Options = server.Options with { AnswersQuestions = true };
        first.Drop();

        var second = await server.AcceptAsync();
        Assert.Equal("lost", await BodyAsync(second));
        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_resumed_stream_that_is_heard_but_does_not_hear_is_not_resumed_again()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, first) = await TestClient.ConnectAsync(server, options => options with { KeepAliveTimeout = TimeSpan.FromSeconds(1) });
        await using var _ = client;
        first.ForgetFromNowOn();
        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "swallowed" });
        await first.ExpectAsync("message");
        first.Drop();
        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);

        // The server goes on to send.
        var second = await server.AcceptAsync();
        for (var sent = 0; sent < 100 && !second.Ended.IsCompleted; sent++)
        {
            try
            {
                await second.SendXmlAsync("<message from='bob@example.test/x'><body>still here?</body></message>");
            }
            catch (IOException)
            {
                // It ended just now.
            }

            await Task.WhenAny(second.Ended, Task.Delay(100));
        }

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Equal(
            ErrorKind.Disconnected,
            (await Assert.ThrowsAsync<ChatSecureException>(() => acknowledged.WaitAsync(TimeSpan.FromSeconds(10)))).Kind
        );
    }

    [Fact]
    public async Task A_forgotten_stream_fails_what_was_not_acknowledged()
    {
        await using var server = ScriptedXmppServer.Start(new() { AnswersQuestions = false });
        var (client, first) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "lost" });

        server.Options = server.Options with { Faults = ServerFaults.ForgetsStreams };
        first.Drop();

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => acknowledged.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(ErrorKind.Disconnected, failure.Kind);
    }

    [Fact]
    public async Task A_count_beyond_what_was_sent_ends_the_stream_with_an_error()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.CountTooHigh });
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        server.Options = server.Options with { Faults = ServerFaults.None };

        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "hello" });

        await session.ExpectAsync("message");
        var error = await session.ExpectAsync("error");
        Assert.NotNull(error.Child("undefined-condition", "urn:ietf:params:xml:ns:xmpp-streams"));
        Assert.NotNull(error.Child("handled-count-too-high", "urn:xmpp:sm:3"));
        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        await Assert.ThrowsAsync<ChatSecureException>(() => acknowledged.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_count_beyond_what_was_sent_is_refused_at_resumption_too()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        server.Options = server.Options with { Faults = ServerFaults.CountTooHigh };
        session.Drop();
        await server.AcceptAsync();
        server.Options = server.Options with { Faults = ServerFaults.None };

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
    }

    [Fact]
    public async Task Disconnecting_acknowledges_what_was_handled_and_closes_the_stream()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await session.SendXmlAsync("<message from='bob@example.test/x'><body>1</body></message>");
        await client.MessageAsync();
        var acknowledged = await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = "last" });

        await client.Client.DisconnectAsync();

        await session.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        await acknowledged.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1u, session.Acknowledged);
        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
        Assert.Null(client.Client.BoundAddress);
        await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.SendAsync(new PresenceStanza()).AsTask());
    }

    private static Jid Server(ScriptedXmppServer server) => Jid.Parse(server.Options.Domain);

    private static async Task<string?> BodyAsync(ScriptedSession session) => new MessageStanza(await session.ExpectAsync("message")).Body;

    private static async Task EventuallyAsync(uint expected, Func<uint> actual)
    {
        for (var i = 0; i < 1000 && actual() != expected; i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(expected, actual());
    }
}
