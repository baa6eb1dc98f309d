// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Login;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>RFC 7395 with Prosody 13, alone and through proxies; and its ports for TCP through proxies.</summary>
public sealed class ProsodyWebSocketTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Messages_go_both_ways_and_are_acknowledged()
    {
        await using var alice = await LoginClient.ConnectAsync(Options("alice"));
        await using var bob = await LoginClient.ConnectAsync(Options("bob"));

        await ExchangeAsync(alice, bob);
        await ExchangeAsync(bob, alice);

        Assert.True(alice.Details.IsWebSocket);
        Assert.True(alice.Details.Resumable);
        Assert.StartsWith("SCRAM-SHA-256", alice.Details.SaslMechanism, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_WebSocket_and_a_TCP_connection_are_two_ways_to_the_same_account()
    {
        await using var alice = await LoginClient.ConnectAsync(Options("alice"));
        await using var bob = await LoginClient.ConnectAsync(LoginClient.Options(server, "bob"));

        await ExchangeAsync(alice, bob);
        await ExchangeAsync(bob, alice);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_WebSocket_through_a_proxy_is_resumed_after_a_loss(string scheme)
    {
        await using var proxy = new RelayProxy();
        var options = Options("carol") with { Proxy = proxy.Url(scheme) };
        var place = $"localhost:{server.HttpsPort}";
        proxy.Routes[place] = server.HttpsPort;
        await using var carol = await LoginClient.ConnectAsync(options);
        var address = carol.Client.BoundAddress;

        proxy.Cut();

        Assert.True((await carol.OnlineAsync()).Resumed);
        Assert.Equal(address, carol.Client.BoundAddress);
        Assert.Equal([place, place], proxy.Asked);
        await ExchangeAsync(carol, carol);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task TCP_goes_through_a_proxy_by_name(string scheme)
    {
        await using var proxy = new RelayProxy();
        proxy.Routes[$"{server.Domain}:5222"] = server.Port;
        await using var carol = await LoginClient.ConnectAsync(
            LoginClient.Options(server, "carol") with
            {
                Server = null,
                Proxy = proxy.Url(scheme),
            }
        );

        Assert.Equal([$"{server.Domain}:5222"], proxy.Asked);
        await ExchangeAsync(carol, carol);
    }

    [Fact]
    public async Task The_domain_tells_where_its_WebSocket_is()
    {
        await using var proxy = new RelayProxy();
        var place = $"{server.Domain}:{server.HttpsPort}";
        proxy.Routes[$"{server.Domain}:443"] = server.HttpsPort;
        proxy.Routes[place] = server.HttpsPort;
        var options = Options("carol") with { Server = null, WebSocketAddress = null, Proxy = proxy.Url("socks5") };

        await using var carol = await LoginClient.ConnectAsync(options with { Transport = TransportChoice.TcpThenWebSocket });

        Assert.True(carol.Details.IsWebSocket);
        Assert.Equal([$"{server.Domain}:5222", $"{server.Domain}:443", place], proxy.Asked);
        await ExchangeAsync(carol, carol);
    }

    [Fact]
    public async Task A_web_server_without_WebSocket_is_told_apart()
    {
        var options = Options("carol") with { WebSocketAddress = new Uri($"wss://localhost:{server.HttpsPort}/nothing") };

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => LoginClient.ConnectAsync(options));

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
    }

    private XmppClientOptions Options(string user) =>
        LoginClient.Options(server, user) with
        {
            Transport = TransportChoice.WebSocket,
            WebSocketAddress = Address("localhost"),
        };

    private Uri Address(string host) => new($"wss://{host}:{server.HttpsPort}/xmpp-websocket");

    private static async Task ExchangeAsync(LoginClient from, LoginClient to)
    {
        var text = Guid.NewGuid().ToString();
        var arrived = Channel.CreateUnbounded<string?>();
        to.Client.MessageReceived = (message, token) => arrived.Writer.WriteAsync(message.Stanza.Body, token);
        var stanza = new MessageStanza(to.Client.BoundAddress!.Value) { Body = text };

        await (await from.Client.SendAckedAsync(stanza, TestContext.Current.CancellationToken)).WaitAsync(_patience);

        // Other tests write to the same accounts.
        while (await arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience) != text) { }
    }
}
