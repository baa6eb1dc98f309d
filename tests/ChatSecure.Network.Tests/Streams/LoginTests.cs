// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams;

public sealed class LoginTests
{
    [Theory]
    [InlineData("SCRAM-SHA-1", null)]
    [InlineData("SCRAM-SHA-256", null)]
    [InlineData("SCRAM-SHA-512", null)]
    [InlineData("SCRAM-SHA-1-PLUS", "tls-server-end-point")]
    [InlineData("SCRAM-SHA-256-PLUS", "tls-server-end-point")]
    [InlineData("SCRAM-SHA-512-PLUS", "tls-server-end-point")]
    [InlineData("PLAIN", null)]
    public async Task Each_mechanism_logs_in(string mechanism, string? binding)
    {
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = [mechanism] });

        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Assert.Equal(mechanism, client.Client.Details!.SaslMechanism);
        Assert.Equal(binding, client.Client.Details.ChannelBinding);
        Assert.Equal(session.Address, client.Client.BoundAddress);
        Assert.StartsWith("xmpp.", session.Address.Resource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_strongest_mechanism_is_taken()
    {
        string[] mechanisms = ["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "X-UNKNOWN"];
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = mechanisms });

        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        Assert.Equal("SCRAM-SHA-256-PLUS", client.Client.Details!.SaslMechanism);
    }

    [Theory]
    [InlineData(ServerFaults.WrongServerSignature, ErrorKind.AuthenticationFailed)]
    [InlineData(ServerFaults.NoServerSignature, ErrorKind.AuthenticationFailed)]
    [InlineData(ServerFaults.SuccessAtOnce, ErrorKind.AuthenticationFailed)]
    [InlineData(ServerFaults.ForeignNonce, ErrorKind.Protocol)]
    [InlineData(ServerFaults.LowIterationCount, ErrorKind.Protocol)]
    [InlineData(ServerFaults.BindsStranger, ErrorKind.Protocol)]
    [InlineData(ServerFaults.MessageBeforeLogin, ErrorKind.Protocol)]
    public async Task A_server_that_does_not_prove_itself_is_refused(ServerFaults fault, ErrorKind kind)
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = fault });

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(kind, failure.Kind);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task A_wrong_password_fails_for_good(string mechanism)
    {
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = [mechanism] });
        await using var client = new TestClient(TestClient.Options(server, password: "wrong"));

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.ConnectAsync());

        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Equal(ErrorKind.AuthenticationFailed, (await client.ReachAsync(ConnectionState.Failed)).Reason);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("DIGEST-MD5")]
    [InlineData("X-UNKNOWN")]
    public async Task A_server_without_a_mechanism_of_ours_is_not_supported(string mechanism)
    {
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = [mechanism] });

        Assert.Equal(ErrorKind.NotSupported, (await TestClient.FailAsync(TestClient.Options(server))).Kind);
    }

    [Fact]
    public async Task What_is_obsolete_is_offered_in_vain()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Mechanisms = ["DIGEST-MD5", "CRAM-MD5", "SCRAM-SHA-256", "ANONYMOUS"],
                Tamper = element => element.Is("features", XmppStreamReader.StreamNamespace) ? AddObsolete(element) : element,
                Features = [AddObsolete(new XmppElement("old", "urn:old")).Children[0]],
            }
        );
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        // Neither compression, with which a few bytes become gigabytes, nor the login without SASL, nor a hash that is broken.
        Assert.Equal("SCRAM-SHA-256", client.Client.Details!.SaslMechanism);
        await session.SendXmlAsync("<iq type='get' id='end'><query xmlns='urn:x'/></iq>");
        Assert.Equal("end", (await session.ExpectAsync("iq"))["id"]);

        static XmppElement AddObsolete(XmppElement features)
        {
            var compression = new XmppElement("compression", "http://jabber.org/features/compress");
            compression.Add(new XmppElement("method", compression.Namespace) { Text = "zlib" });
            return features.Add(compression).Add(new XmppElement("auth", "http://jabber.org/features/iq-auth"));
        }
    }

    [Fact]
    public async Task PLAIN_is_refused_where_SCRAM_was_offered_before()
    {
        await using var server = ScriptedXmppServer.Start();
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        server.Options = server.Options with { Mechanisms = ["PLAIN"] };
        session.Drop();

        Assert.Equal(ErrorKind.AuthenticationFailed, (await client.ReachAsync(ConnectionState.Failed)).Reason);
    }

    [Fact]
    public async Task The_password_is_erased_after_use()
    {
        await using var server = ScriptedXmppServer.Start();
        var password = Encoding.UTF8.GetBytes("secret");

        var (client, _) = await TestClient.ConnectAsync(server, options => options with { Password = _ => ValueTask.FromResult(password) });

        Assert.All(password, b => Assert.Equal(0, b));
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData("host-unknown", ErrorKind.Unreachable, ConnectionState.Offline)]
    [InlineData("see-other-host", ErrorKind.Unreachable, ConnectionState.Offline)]
    [InlineData("not-authorized", ErrorKind.AuthenticationFailed, ConnectionState.Failed)]
    [InlineData("policy-violation", ErrorKind.Protocol, ConnectionState.Offline)]
    [InlineData("system-shutdown", ErrorKind.Disconnected, ConnectionState.Offline)]
    [InlineData("conflict", ErrorKind.Disconnected, ConnectionState.Failed)]
    [InlineData("something-new", ErrorKind.Protocol, ConnectionState.Offline)]
    public async Task A_stream_error_ends_the_attempt(string condition, ErrorKind kind, ConnectionState state)
    {
        await using var server = ScriptedXmppServer.Start(new() { StreamError = condition });
        await using var client = new TestClient(TestClient.Options(server));

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.ConnectAsync());

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(condition == "something-new" ? "undefined-condition" : condition, failure.Condition);
        Assert.Equal(state, client.Client.Status.State);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("alice@example.test/phone")]
    [InlineData("example.test")]
    public void An_account_is_a_bare_address(string account)
    {
        var options = new XmppClientOptions { Account = Addressing.Jid.Parse(account), Password = _ => ValueTask.FromResult<byte[]>([]) };

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => new XmppClient(options)).Kind);
    }
}
