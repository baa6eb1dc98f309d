// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Client;

public sealed class InboundTests
{
    [Fact]
    public async Task Messages_are_handled_in_order_and_one_at_a_time()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        var (running, bodies, done) = (0, new List<string?>(), new TaskCompletionSource());
        client.Client.MessageReceived = async (message, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            bodies.Add(message.Stanza.Body);
            Interlocked.Decrement(ref running);
            if (bodies.Count == 100)
            {
                done.SetResult();
            }
        };

        for (var i = 0; i < 100; i++)
        {
            await session.SendXmlAsync($"<message from='bob@example.test/x'><body>{i}</body></message>");
        }

        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), bodies);
    }

    [Fact]
    public async Task A_waiting_handler_does_not_keep_answers_and_intercepted_messages_back()
    {
        await using var server = ScriptedXmppServer.Start();
        var module = new TestModule();
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [module] });
        await using var _ = client;
        var leave = new TaskCompletionSource();
        client.Client.MessageReceived = async (_, _) => await leave.Task;

        await session.SendXmlAsync("<message from='bob@example.test/x'><body>slow</body></message>");
        var asking = client.Client.RequestAsync(new IqStanza("get", new XmppElement("ping", "urn:xmpp:ping"), Jid.Parse("example.test")));
        await asking.WaitAsync(TimeSpan.FromSeconds(10));
        await session.SendXmlAsync("<message from='bob@example.test/x'><quick xmlns='test'/></message>");
        await module.Intercepted.Task.WaitAsync(TimeSpan.FromSeconds(10));

        leave.SetResult();
    }

    [Fact]
    public async Task A_full_queue_makes_the_server_wait_and_loses_nothing()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        const int count = 3000;
        var (received, leave, done) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        client.Client.MessageReceived = async (_, _) =>
        {
            await leave.Task;
            if (++received == count)
            {
                done.SetResult();
            }
        };
        var message = Encoding.UTF8.GetBytes($"<message from='bob@example.test/x'><body>{new string('x', 2000)}</body></message>");

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await session.SendRawAsync(message);
            }
        });
        Assert.NotSame(sending, await Task.WhenAny(sending, Task.Delay(200)));
        leave.SetResult();

        await sending.WaitAsync(TimeSpan.FromSeconds(10));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_handler_that_fails_costs_its_own_stanza_only()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [new TestModule()] });
        await using var _ = client;

        await session.SendXmlAsync("<iq type='get' id='i1' from='bob@example.test/x'><bad xmlns='test'/></iq>");
        await session.SendXmlAsync("<message from='bob@example.test/x'><bad xmlns='test'/></message>");
        await session.SendXmlAsync("<presence from='bob@example.test/x'/>");
        await session.SendXmlAsync("<message from='bob@example.test/x'><body>fine</body></message>");

        var answer = new IqStanza(await session.ExpectAsync("iq"));
        Assert.Equal("internal-server-error", StanzaErrorException.FromStanza(answer).Condition);
        Assert.Equal("fine", (await client.MessageAsync()).Stanza.Body);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_module_that_cannot_start_does_not_keep_the_client_offline()
    {
        await using var server = ScriptedXmppServer.Start();
        server.OnIq("get", "start", "test", _ => throw new StanzaErrorException("forbidden"));
        var module = new TestModule { AsksAtStart = true };

        var (client, _) = await TestClient.ConnectAsync(server, options => options with { Modules = [module] });
        await using var __ = client;

        Assert.Equal([false], module.Started);
        Assert.Same(module, client.Client.GetModule<TestModule>());
    }

    [Fact]
    public async Task Modules_are_told_whether_the_stream_was_resumed()
    {
        await using var server = ScriptedXmppServer.Start();
        var module = new TestModule();
        var (client, session) = await TestClient.ConnectAsync(server, options => options with { Modules = [module] });
        await using var _ = client;

        session.Drop();
        await client.ReachAsync(ConnectionState.Online);

        Assert.Equal([false, true], module.Started);
    }

    [Fact]
    public async Task Only_our_own_server_may_stamp_a_message()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync(
            "<message from='bob@example.test/x'><body>1</body><delay xmlns='urn:xmpp:delay' from='evil.test' stamp='2001-01-01T00:00:00Z'/></message>"
        );
        await session.SendXmlAsync(
            "<message from='bob@example.test/x'><body>2</body><delay xmlns='urn:xmpp:delay' from='example.test' stamp='2001-01-01T00:00:00Z'/></message>"
        );

        Assert.Null((await client.MessageAsync()).Stamp);
        var stamped = await client.MessageAsync();
        Assert.Equal(2001, stamped.Stamp!.Value.Year);
        Assert.Equal((MessageSource.Live, MessageDirection.Incoming), (stamped.Source, stamped.Direction));
    }

    [Theory]
    [InlineData("<message><body>&undefined;</body></message>", "restricted-xml")]
    [InlineData("<!DOCTYPE x><message/>", "restricted-xml")]
    [InlineData("<message><!-- c --></message>", "restricted-xml")]
    [InlineData("<a><b></a></b>", "not-well-formed")]
    public async Task Forbidden_XML_ends_the_stream_with_an_error(string xml, string condition)
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendRawAsync(Encoding.UTF8.GetBytes(xml));

        var error = await session.ExpectAsync("error");
        Assert.NotNull(error.Child(condition, "urn:ietf:params:xml:ns:xmpp-streams"));
        await client.ReachAsync(ConnectionState.Online);
        Assert.False(client.HasMessage);
    }

    [Fact]
    public async Task A_stanza_may_come_byte_by_byte()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.SlowDrip });
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await session.SendXmlAsync("<message from='bob@example.test/x'><body>sl\u00f6w</body></message>");

        Assert.Equal("sl\u00f6w", (await client.MessageAsync()).Stanza.Body);
    }

    private sealed class TestModule : IXmppModule
    {
        public List<bool> Started { get; } = [];

        public TaskCompletionSource Intercepted { get; } = new();

        public bool AsksAtStart { get; init; }

        public IReadOnlyList<string> Features => [];

        public void Attach(IXmppSession session, StanzaRouter router)
        {
            router.HandleRequests("get", "bad", "test", (_, _) => throw new FormatException("bad"));
            router.HandleMessages("bad", "test", (_, _) => throw new FormatException("bad"));
            router.HandlePresence((_, _) => throw new FormatException("bad"));
            router.InterceptMessages(message => message.Element.Child("quick", "test") is not null && Intercepted.TrySetResult());
            router.OnSessionStarted(
                async (resumed, cancellationToken) =>
                {
                    Started.Add(resumed);
                    if (AsksAtStart)
                    {
                        await session.RequestAsync(new IqStanza("get", new XmppElement("start", "test")), cancellationToken);
                    }
                }
            );
        }
    }
}
