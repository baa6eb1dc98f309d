// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.WebSockets;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>Who may say where the account's WebSocket is: its domain, which has proven to be that, and nobody else. The proxy stands for the network, so
/// that each name may have its own server; it is also all that is told any name.</summary>
public sealed class WebSocketDiscoveryTests : IAsyncLifetime
{
    private const string HostMeta = "/.well-known/host-meta";

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct });
    private readonly ScriptedXmppServer _elsewhere = ScriptedXmppServer.Start(new() { Domain = "web.test", Tls = TlsMode.Direct });
    private readonly FakeHttpProxy _proxy = new();
    private readonly FakeDns _dns = new();
    private FakeWeb _domain = null!;
    private FakeWeb _web = null!;

    public ValueTask InitializeAsync()
    {
        _domain = new(_server);
        _web = new(_server, _elsewhere);
        _proxy.Routes["example.test:443"] = _domain.Port;
        _proxy.Routes["web.test:443"] = _web.Port;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _domain.DisposeAsync();
        await _web.DisposeAsync();
        await _server.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task The_domain_may_name_another_host_and_that_host_must_prove_itself()
    {
        _domain.Documents[HostMeta] = Xml("wss://web.test/ws");

        await using var client = new TestClient(Options, dns: _dns);
        await client.Client.ConnectAsync();

        Assert.True(client.Client.Details!.IsWebSocket);
        Assert.Equal("CN=web.test", client.Client.Details.CertificateSubject);
        Assert.Equal(["example.test:443", "web.test:443"], _proxy.Asked);
        Assert.Equal(["/ws"], _web.Asked);
    }

    [Fact]
    public async Task The_JSON_form_is_asked_for_where_there_is_no_other()
    {
        _domain.Documents[HostMeta + ".json"] = HttpText.Document(
            """{"links": [{"rel": "urn:xmpp:alt-connections:websocket", "href": "wss://web.test/ws"}]}"""
        );

        await using var client = new TestClient(Options, dns: _dns);
        await client.Client.ConnectAsync();

        Assert.Equal([HostMeta, HostMeta + ".json"], _domain.Asked);
    }

    [Fact]
    public async Task DNS_is_never_asked_where_the_WebSocket_is()
    {
        var options = Options with { Proxy = null };

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(options, _dns)).Kind);

        Assert.Equal(["example.test"], _dns.Asked);
    }

    [Theory]
    [InlineData(CertificateFault.WrongName)]
    [InlineData(CertificateFault.SelfSigned)]
    [InlineData(CertificateFault.Expired)]
    public async Task A_web_server_that_has_not_proven_to_be_the_domain_names_nothing(CertificateFault fault)
    {
        await using var impostor = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct, Certificate = fault });
        await using var web = new FakeWeb(_server, impostor) { Documents = { [HostMeta] = Xml("wss://web.test/ws") } };
        _proxy.Routes["example.test:443"] = web.Port;
        var options = Options with { ExtraAuthoritiesPem = Options.ExtraAuthoritiesPem + "\n" + impostor.AuthorityPem };

        Assert.Equal(ErrorKind.InsecureConnection, (await TestClient.FailAsync(options, _dns)).Kind);
        Assert.Equal(0, _web.Connections);
    }

    [Fact]
    public async Task The_host_that_is_named_must_prove_to_be_that_host()
    {
        await using var impostor = new FakeWeb(_server);
        _proxy.Routes["web.test:443"] = impostor.Port;
        _domain.Documents[HostMeta] = Xml("wss://web.test/ws");

        Assert.Equal(ErrorKind.InsecureConnection, (await TestClient.FailAsync(Options, _dns)).Kind);
        Assert.Empty(impostor.Asked);
    }

    [Fact]
    public async Task A_WebSocket_that_is_not_secure_is_not_taken()
    {
        _domain.Documents[HostMeta] = Xml("ws://web.test:443/ws");

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options, _dns)).Kind);
        Assert.Equal(0, _web.Connections);
    }

    [Fact]
    public async Task A_redirection_to_a_secure_place_is_followed_and_verified()
    {
        _domain.Documents[HostMeta] = Redirection("https://web.test/meta");
        _web.Documents["/meta"] = Xml("wss://web.test/ws");

        await using var client = new TestClient(Options, dns: _dns);
        await client.Client.ConnectAsync();

        Assert.Equal(["/meta", "/ws"], _web.Asked);
    }

    [Theory]
    [InlineData("http://web.test:443/meta")]
    [InlineData("ftp://web.test:443/meta")]
    [InlineData("https://user:password@web.test/meta")]
    public async Task A_redirection_to_a_place_that_is_not_secure_is_refused(string place)
    {
        _domain.Documents[HostMeta] = Redirection(place);

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options, _dns)).Kind);
        Assert.Equal(0, _web.Connections);
    }

    [Fact]
    public async Task A_chase_of_redirections_ends()
    {
        _domain.Documents[HostMeta] = Redirection(HostMeta);

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options, _dns)).Kind);
        Assert.Equal(4, _domain.Connections);
    }

    [Fact]
    public async Task A_document_that_is_too_long_is_not_read()
    {
        _domain.Documents[HostMeta] = HttpText.Document(new string(' ', 65 * 1024));

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(Options, _dns)).Kind);
        Assert.Equal(1, _domain.Connections);
    }

    [Fact]
    public async Task A_verified_WebSocket_may_send_us_to_another_one()
    {
        await using var first = new FakeWeb(_server)
        {
            Script = async socket =>
            {
                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
                var close = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='wss://web.test/ws'/>";
                await socket.SendAsync(Encoding.UTF8.GetBytes(close).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);
                await socket.ReceiveAsync(new byte[4096].AsMemory(), default);
            },
            Documents = { [HostMeta] = Xml("wss://example.test/ws") },
        };
        _proxy.Routes["example.test:443"] = first.Port;

        await using var client = new TestClient(Options, dns: _dns);
        await client.Client.ConnectAsync();

        Assert.Equal([HostMeta, "/ws"], first.Asked);
        Assert.Equal(["/ws"], _web.Asked);
    }

    [Fact]
    public async Task Through_a_proxy_DNS_is_asked_nothing()
    {
        _domain.Documents[HostMeta] = Xml("wss://nowhere.test/ws");

        await TestClient.FailAsync(Options with { Transport = TransportChoice.TcpThenWebSocket }, _dns);

        Assert.Equal(["example.test:5222", "example.test:443", "nowhere.test:443"], _proxy.Asked);
        Assert.Empty(_dns.Asked);
    }

    private XmppClientOptions Options =>
        TestClient.Options(_server) with
        {
            Server = null,
            ExtraAuthoritiesPem = _server.AuthorityPem + "\n" + _elsewhere.AuthorityPem,
            Transport = TransportChoice.WebSocket,
            Proxy = _proxy.Url(),
        };

    private static byte[] Xml(string address) =>
        HttpText.Document(
            "<?xml version='1.0'?><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
                + $"<Link rel='urn:xmpp:alt-connections:websocket' href='{address}'/></XRD>"
        );

    private static byte[] Redirection(string place) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n");
}
