// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

public sealed class ProxyTests
{
    [Fact]
    public async Task Names_are_resolved_by_the_proxy_only()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeSocksProxy(server.Address.Port);
        var dns = new FakeDns();
        await using var client = new TestClient(TestClient.Options(server) with { Server = null, Proxy = proxy.Url() }, dns: dns);

        await client.Client.ConnectAsync();

        Assert.Equal("example.test:5222", proxy.Asked);
        Assert.Empty(dns.Asked);
    }

    [Fact]
    public async Task A_given_server_is_reached_through_the_proxy()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeSocksProxy(server.Address.Port);
        var options = TestClient.Options(server) with { Server = new("hidden.onion", 15222), Proxy = proxy.Url() };
        await using var client = new TestClient(options);

        await client.Client.ConnectAsync();

        Assert.Equal("hidden.onion:15222", proxy.Asked);
    }

    [Fact]
    public async Task The_proxy_gets_its_user_and_password()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeSocksProxy(server.Address.Port) { Method = 2 };
        await using var client = new TestClient(TestClient.Options(server) with { Proxy = proxy.Url("us%3Aer:p%40ss@") });

        await client.Client.ConnectAsync();

        Assert.Equal("us:er:p@ss", proxy.Login);
    }

    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(5, 255, 0)]
    [InlineData(5, 2, 0)]
    [InlineData(4, 0, 0)]
    public async Task A_failing_proxy_is_never_gone_around(byte version, byte method, byte reply)
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeSocksProxy(server.Address.Port)
        {
            Version = version,
            Method = method,
            Reply = reply,
        };

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { Proxy = proxy.Url() });

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://us%3Aer:password@127.0.0.1:8080")]
    [InlineData("http://user:pass%0D%0Aword@127.0.0.1:8080")]
    [InlineData("socks5://127.0.0.1")]
    [InlineData("127.0.0.1:9050")]
    [InlineData("socks5://user:@127.0.0.1:9050")]
    [InlineData("socks5://127.0.0.1:9050/path")]
    public void A_malformed_proxy_is_refused_at_once(string proxy)
    {
        var failure = Assert.Throws<ChatSecureException>(() => ProxyAddress.Parse(proxy));

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.DoesNotContain("127.0.0.1", failure.Message, StringComparison.Ordinal);
    }
}
