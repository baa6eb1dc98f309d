// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>HTTP proxies: what is asked of them, and that nothing goes around them.</summary>
public sealed class HttpProxyTests
{
    [Fact]
    public async Task Names_are_resolved_by_an_HTTP_proxy_only()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeHttpProxy { Routes = { ["example.test:5222"] = server.Address.Port } };
        var dns = new FakeDns();
        await using var client = new TestClient(TestClient.Options(server) with { Server = null, Proxy = proxy.Url() }, dns: dns);

        await client.Client.ConnectAsync();

        Assert.Equal("CONNECT example.test:5222 HTTP/1.1\r\nHost: example.test:5222\r\n\r\n", proxy.Head);
        Assert.Empty(dns.Asked);
    }

    [Fact]
    public async Task An_HTTP_proxy_gets_its_user_and_password_and_an_address_in_brackets()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeHttpProxy
        {
            Routes = { ["[2001:db8::1]:5222"] = server.Address.Port },
            Welcome = "HTTP/1.0 200\r\n\r\n",
        };
        var options = TestClient.Options(server) with { Server = new("2001:db8::1", 5222), Proxy = proxy.Url("us er:p%40ss%3A@") };
        await using var client = new TestClient(options);

        await client.Client.ConnectAsync();

        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes("us er:p@ss:"));
        Assert.Equal($"Basic {login}", HttpText.Header(proxy.Head!, "Proxy-Authorization"));
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "demands a user name")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", "rules forbid")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\n\r\n", "can't reach")]
    [InlineData("HTTP/1.1 504 Timeout\r\n\r\n", "too long")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", "HTTP status 302")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", "HTTP status 100")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n", "does not speak HTTP")]
    [InlineData("HTTP/2 200 OK\r\n\r\n", "does not speak HTTP")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "does not speak HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\n", "closed the connection")]
    [InlineData("", "closed the connection")]
    public async Task A_failing_HTTP_proxy_is_never_gone_around_and_the_failure_says_why(string answer, string why)
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeHttpProxy { Answer = answer };

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { Proxy = proxy.Url() });

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_wrong_password_is_told_as_that()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeHttpProxy { Answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n" };

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { Proxy = proxy.Url("user:secret@") });

        Assert.Contains("wrong user name or password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_for_ever()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var proxy = new FakeHttpProxy { Answer = "HTTP/1.1 200 OK\r\nX: " + new string('a', 20 * 1024) };

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { Proxy = proxy.Url() });

        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host\r\nX: y")]
    [InlineData("ho st")]
    [InlineData("höst")]
    public async Task A_host_that_would_break_the_request_is_refused(string host)
    {
        using var stream = new MemoryStream();

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() =>
            HttpConnect.ConnectAsync(stream, ProxyAddress.Parse("http://127.0.0.1:1"), host, 1, default)
        );

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Equal(0, stream.Length);
    }
}
