// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.WebSockets;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>The framing of RFC 7395, against a server that keeps to it and one that does not.</summary>
public sealed class WebSocketTests
{
    private const string Header = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0' id='1'/>";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stream_over_WebSocket_carries_messages_both_ways_however_they_are_cut(int fragments)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server) { Fragments = fragments };
        await using var client = new TestClient(Options(server, web), dns: Dns);
        await client.Client.ConnectAsync();
        var session = await server.AcceptAsync();

        await session.SendXmlAsync("<message from='bob@example.test/x'><body>hello</body></message>");
        await (await client.Client.SendAckedAsync(new MessageStanza(Addressing.Jid.Parse("bob@example.test")) { Body = "echo" })).WaitAsync(
            TimeSpan.FromSeconds(10)
        );

        Assert.Equal("hello", (await client.MessageAsync()).Stanza.Body);
        Assert.True(client.Client.Details!.IsWebSocket);
        Assert.Contains(web.Messages, message => message.StartsWith("<message xmlns='jabber:client' ", StringComparison.Ordinal));
        Assert.DoesNotContain(web.Messages, message => message.StartsWith("<?xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_that_ends_in_good_order_ends_its_WebSocket_so()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        await using var client = new TestClient(Options(server, web), dns: Dns);
        await client.Client.ConnectAsync();

        await client.Client.DisconnectAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await web.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>", web.Messages.Last());
    }

    [Fact]
    public async Task A_lost_WebSocket_is_resumed()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        await using var client = new TestClient(Options(server, web), dns: Dns);
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);

        (await server.AcceptAsync()).Drop();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Equal(2, web.Connections);
    }

    [Theory]
    [InlineData(null, ErrorKind.NotSupported)]
    [InlineData("mqtt", ErrorKind.Unreachable)]
    public async Task A_WebSocket_that_does_not_agree_to_XMPP_is_refused(string? subprotocol, ErrorKind expected)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server) { Subprotocol = subprotocol };

        Assert.Equal(expected, (await FailAsync(server, web)).Kind);
        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Logins);
    }

    [Fact]
    public async Task A_refusal_by_HTTP_is_told()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server) { Documents = { ["/xmpp"] = HttpText.Document("", "403 Forbidden") } };

        var failure = await FailAsync(server, web);

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_by_HTTP_is_not_followed()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        web.Documents["/xmpp"] = Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: wss://web.test:{web.Port}/other\r\n\r\n");

        Assert.Equal(ErrorKind.Unreachable, (await FailAsync(server, web)).Kind);
        Assert.Equal(["/xmpp"], web.Asked);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_for_ever()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        web.Documents["/xmpp"] = Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\n" + string.Concat(Enumerable.Repeat($"X: {new string('a', 1000)}\r\n", 100))
        );

        Assert.Equal(ErrorKind.Unreachable, (await FailAsync(server, web)).Kind);
    }

    [Theory]
    [InlineData(CertificateFault.WrongName)]
    [InlineData(CertificateFault.Expired)]
    [InlineData(CertificateFault.SelfSigned)]
    public async Task The_certificate_must_be_that_of_the_host_in_the_address(CertificateFault fault)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct, Certificate = fault });
        await using var web = new FakeWeb(server);

        Assert.Equal(ErrorKind.InsecureConnection, (await FailAsync(server, web)).Kind);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Pins_hold_for_WebSockets_too()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        var options = Options(server, web) with { Pins = ["sha256/" + Convert.ToBase64String(new byte[32])] };

        Assert.Equal(ErrorKind.InsecureConnection, (await TestClient.FailAsync(options, Dns)).Kind);
        Assert.Empty(web.Asked);
    }

    [Theory]
    [InlineData("ws://example.test/xmpp")]
    [InlineData("https://example.test/xmpp")]
    [InlineData("wss://user:password@example.test/xmpp")]
    [InlineData("wss://example.test/xmpp#here")]
    public async Task An_address_that_is_no_secure_WebSocket_is_refused_at_once(string address)
    {
        await using var server = ScriptedXmppServer.Start();

        var failure = Assert.Throws<ChatSecureException>(() =>
            new XmppClient(TestClient.Options(server) with { WebSocketAddress = new Uri(address) })
        );

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
    }

    public static TheoryData<string, string?> BadMessages =>
        new()
        {
            { "two elements", "<a xmlns='x'/><b xmlns='x'/>" },
            { "half an element", "<a xmlns='x'>" },
            { "text", "hello" },
            { "white space", " " },
            { "nothing", "" },
            { "a declaration", "<?xml version='1.0'?><a xmlns='x'/>" },
            { "a stream header", "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' version='1.0'/>" },
            { "a second header", Header },
            { "a document type", "<!DOCTYPE a><a xmlns='x'/>" },
            { "a binary message", null },
        };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task A_message_is_one_element_and_nothing_else(string what, string? message)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server)
        {
            Script = async socket =>
            {
                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
                await SendAsync(socket, Header);
                await socket.SendAsync(
                    Encoding.UTF8.GetBytes(message ?? "<a xmlns='x'/>").AsMemory(),
                    message is null ? WebSocketMessageType.Binary : WebSocketMessageType.Text,
                    endOfMessage: true,
                    default
                );
                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
            },
        };

        Assert.True((await FailAsync(server, web)) is XmppXmlException { Condition: not null }, what);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task A_message_that_is_too_large_ends_the_stream_however_it_is_cut(int fragments)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server)
        {
            Script = async socket =>
            {
                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
                await SendAsync(socket, Header);
                var part = Encoding.UTF8.GetBytes("<a>" + new string('a', 256 * 1024 / fragments)).AsMemory();
                for (var i = 0; i < fragments; i++)
                {
                    await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, default);
                }

                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
            },
        };
        var options = Options(server, web) with { XmlLimits = new() { MaxElementBytes = 64 * 1024 } };

        var failure = await TestClient.FailAsync(options, Dns);

        Assert.Equal("policy-violation", failure.Condition);
    }

    [Theory]
    [InlineData("ws://web.test/xmpp")]
    [InlineData("http://web.test/xmpp")]
    [InlineData("xmpp:web.test")]
    [InlineData("")]
    public async Task A_place_of_lower_security_is_not_followed(string place)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server) { Script = socket => ElsewhereAsync(socket, place) };

        Assert.Equal(ErrorKind.Unreachable, (await FailAsync(server, web)).Kind);
        Assert.Equal(1, web.Connections);
    }

    [Fact]
    public async Task Where_the_owner_says_where_the_WebSocket_is_nobody_else_does()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var other = new FakeWeb(server);
        await using var web = new FakeWeb(server) { Script = socket => ElsewhereAsync(socket, $"wss://web.test:{other.Port}/xmpp") };

        Assert.Equal(ErrorKind.Unreachable, (await FailAsync(server, web)).Kind);
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task WebSocket_is_the_fall_back_only_if_asked_and_only_if_nothing_else_is_there()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
        await using var web = new FakeWeb(server);
        var dns = Dns;
        dns.Services["_xmpp-client._tcp.example.test"] = [new(".", 0, 0, 0)];
        var options = Options(server, web) with { Server = null, Transport = TransportChoice.Tcp };

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(options, dns)).Kind);
        Assert.Equal(0, web.Connections);

        await using var client = new TestClient(options with { Transport = TransportChoice.TcpThenWebSocket }, dns: dns);
        await client.Client.ConnectAsync();
        Assert.True(client.Client.Details!.IsWebSocket);

        await using var direct = new TestClient(
            options with
            {
                Server = server.Address,
                Transport = TransportChoice.TcpThenWebSocket,
            },
            dns: dns
        );
        await direct.Client.ConnectAsync();
        Assert.False(direct.Client.Details!.IsWebSocket);
    }

    private static FakeDns Dns => new() { Hosts = { ["example.test"] = [IPAddress.Loopback] } };

    private static XmppClientOptions Options(ScriptedXmppServer server, FakeWeb web) =>
        TestClient.Options(server) with
        {
            Transport = TransportChoice.WebSocket,
            WebSocketAddress = new($"wss://example.test:{web.Port}/xmpp"),
        };

    private static Task<ChatSecureException> FailAsync(ScriptedXmppServer server, FakeWeb web) =>
        TestClient.FailAsync(Options(server, web), Dns);

    private static ValueTask SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);

    private static async Task ElsewhereAsync(WebSocket socket, string place)
    {
        await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
        await SendAsync(socket, $"<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='{place}'/>");
        await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
    }
}
