// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>From one of a domain's servers to the next, as long as none has opened a stream, and within the time.</summary>
public sealed class FailoverTests
{
    [Theory]
    [InlineData(CertificateFault.WrongName)]
    [InlineData(CertificateFault.Expired)]
    public async Task A_server_that_is_insecure_leads_to_the_next_one(CertificateFault fault)
    {
        await using var bad = ScriptedXmppServer.Start(new() { Certificate = fault });
        await using var good = ScriptedXmppServer.Start();
        await using var client = new TestClient(Options(bad, good), dns: Dns(bad.Address.Port, good.Address.Port));

        await client.Client.ConnectAsync();

        Assert.Empty(bad.Logins);
        Assert.Single(good.Logins);
    }

    [Fact]
    public async Task A_server_whose_STARTTLS_was_stripped_leads_to_the_next_one()
    {
        await using var bad = ScriptedXmppServer.Start(new() { Faults = ServerFaults.NoStartTls });
        await using var good = ScriptedXmppServer.Start();
        await using var client = new TestClient(Options(bad, good), dns: Dns(bad.Address.Port, good.Address.Port));

        await client.Client.ConnectAsync();

        Assert.Single(good.Logins);
    }

    [Fact]
    public async Task If_none_is_secure_that_is_what_is_told()
    {
        await using var bad = ScriptedXmppServer.Start(new() { Certificate = CertificateFault.WrongName });

        var failure = await TestClient.FailAsync(Options(bad, bad), Dns(bad.Address.Port, 1));

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
            + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"
    )]
    public async Task A_server_that_opens_no_stream_leads_to_the_next_one(string answer)
    {
        await using var bad = new Loopback(
            async (stream, token) =>
            {
                await stream.ReadAtLeastAsync(new byte[16], 16, cancellationToken: token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), token);
            }
        );
        await using var good = ScriptedXmppServer.Start();
        await using var client = new TestClient(Options(good, good), dns: Dns(bad.Port, good.Address.Port));

        await client.Client.ConnectAsync();

        Assert.Equal(1, bad.Connections);
    }

    [Fact]
    public async Task A_login_that_fails_is_not_tried_elsewhere()
    {
        await using var first = ScriptedXmppServer.Start();
        await using var second = ScriptedXmppServer.Start();
        var options = Options(first, second) with { Password = _ => ValueTask.FromResult("wrong"u8.ToArray()) };

        var failure = await TestClient.FailAsync(options, Dns(first.Address.Port, second.Address.Port));

        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Equal(0, second.Connections);
    }

    [Fact]
    public async Task Servers_of_one_priority_are_all_tried()
    {
        await using var bad = ScriptedXmppServer.Start(new() { Certificate = CertificateFault.WrongName });
        await using var good = ScriptedXmppServer.Start();
        var dns = Dns(bad.Address.Port, good.Address.Port);
        dns.Services["_xmpp-client._tcp.example.test"] =
        [
            .. dns.Services["_xmpp-client._tcp.example.test"].Select(record => record with { Priority = 0 }),
        ];
        await using var client = new TestClient(Options(bad, good), dns: dns);

        await client.Client.ConnectAsync();

        Assert.Single(good.Logins);
    }

    [Fact]
    public async Task A_silent_server_costs_a_share_of_the_time_and_not_all_of_it()
    {
        var silence = NewSignal();
        await using var silent = Silent(silence);
        await using var good = ScriptedXmppServer.Start();
        var time = new FakeTimeProvider();
        await using var client = new TestClient(Options(good, good), time, dns: Dns(silent.Port, good.Address.Port));

        var connecting = client.Client.ConnectAsync();
        await silence.Task.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));

        await connecting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(TlsMode.StartTls, null)]
    [InlineData(TlsMode.Direct, null)]
    [InlineData(TlsMode.StartTls, "http")]
    [InlineData(TlsMode.StartTls, "socks5")]
    public async Task Whoever_drips_is_left_when_the_time_is_over(TlsMode mode, string? proxy)
    {
        var heard = NewSignal();
        await using var slow = Silent(heard);
        await using var server = ScriptedXmppServer.Start();
        var time = new FakeTimeProvider();
        var options = TestClient.Options(server) with
        {
            Server = new("127.0.0.1", slow.Port, mode),
            Proxy = proxy is null ? null : $"{proxy}://127.0.0.1:{slow.Port}",
        };
        await using var client = new TestClient(options, time);

        var connecting = client.Client.ConnectAsync();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(connecting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    // Takes what is said, answers a byte that is the beginning of any answer, and no more.
    private static Loopback Silent(TaskCompletionSource heard) =>
        new(
            async (stream, token) =>
            {
                var first = new byte[1];
                await stream.ReadExactlyAsync(first, token);
                await stream.WriteAsync(
                    first[0] switch
                    {
                        (byte)'<' => "<"u8.ToArray(),
                        (byte)'C' => "H"u8.ToArray(),
                        var other => [other],
                    },
                    token
                );
                heard.TrySetResult();
                await stream.CopyToAsync(Stream.Null, token);
            }
        );

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static XmppClientOptions Options(ScriptedXmppServer one, ScriptedXmppServer other) =>
        TestClient.Options(one) with
        {
            Server = null,
            ExtraAuthoritiesPem = one.AuthorityPem + "\n" + other.AuthorityPem,
        };

    private static FakeDns Dns(int first, int second) =>
        new()
        {
            Services =
            {
                ["_xmpp-client._tcp.example.test"] = [new SrvRecord("one.test", first, 10, 0), new SrvRecord("other.test", second, 20, 0)],
            },
            Hosts = { ["one.test"] = [IPAddress.Loopback], ["other.test"] = [IPAddress.Loopback] },
        };
}
