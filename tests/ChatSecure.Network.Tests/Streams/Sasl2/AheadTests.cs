// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams.Sasl2;

/// <summary>Logins that go out with the stream header, on the ground of what the server offered before (XEP-0388, XEP-0509).</summary>
public sealed class AheadTests
{
    private const string Sasl2 = "urn:xmpp:sasl:2";
    private const string Config = "urn:xmpp:iap:0";

    private static readonly string[] Weak = ["SCRAM-SHA-1"];
    private static readonly string[] Strong = ["SCRAM-SHA-1", "SCRAM-SHA-256"];

    [Fact]
    public async Task A_password_is_taken_back_when_the_server_has_something_else_now()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Mechanisms = Weak,
            }
        );
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Mechanisms = Strong };

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(["SCRAM-SHA-1", "SCRAM-SHA-1", "SCRAM-SHA-256"], server.Logins.Select(login => login["mechanism"]));
        Assert.Equal(2, server.Connections);

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(4, server.Logins.Count);
    }

    [Fact]
    public async Task A_mechanism_that_is_gone_is_refused_and_another_one_used()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Mechanisms = Strong,
            }
        );
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Mechanisms = Weak };

        Assert.Equal("SCRAM-SHA-1", await LoginAsync(options));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_token_survives_another_version_of_the_offer()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { ConfigVersion = "1" } });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Sasl2 = new() { ConfigVersion = "2" } };

        Assert.Equal("HT-SHA-256-ENDP", await LoginAsync(options));

        var versions = server.Logins.Select(login => login.Child("config-version", Config)!["value"]);
        Assert.Equal(["1", "1", "2"], versions);
        Assert.Equal("opaque", server.Logins.Last().Child("config-version", Config)!["scheme"]);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_password_survives_another_version_of_the_offer()
    {
        var sasl2 = new Sasl2ServerOptions { ConfigVersion = "1", TokenMechanisms = [] };
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = sasl2 });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Sasl2 = sasl2 with { ConfigVersion = "2" } };

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(3, server.Logins.Count);
    }

    [Fact]
    public async Task A_server_that_always_finds_another_version_is_not_asked_for_ever()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { ConfigVersion = "1" } });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with
        {
            Sasl2 = new() { ConfigVersion = "2" },
            Tamper = element =>
            {
                if (element.Child("config-version", Config) is { } version)
                {
                    version["value"] = "1";
                }

                return element;
            },
        };

        Assert.Equal(ErrorKind.AuthenticationFailed, (await TestClient.FailAsync(options)).Kind);

        Assert.Equal(1 + 3, server.Logins.Count);
    }

    [Fact]
    public async Task PLAIN_waits_for_the_features()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Mechanisms = ["PLAIN"],
            }
        );
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Mechanisms = ["PLAIN", "SCRAM-SHA-256"] };

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(2, server.Logins.Count);
    }

    [Fact]
    public async Task After_an_attempt_that_failed_the_next_one_waits_for_the_features()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Mechanisms = Strong,
            }
        );
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        // A server that can't take both at once ends the stream.
        var isFirst = true;
        server.Options = server.Options with
        {
            Mechanisms = Weak,
            Tamper = element =>
            {
                if (!isFirst || element.Name != "features" || element.Child("authentication", Sasl2) is null)
                {
                    return element;
                }

                isFirst = false;
                return new XmppElement("error", XmppStreamReader.StreamNamespace).Add(
                    new XmppElement("policy-violation", "urn:ietf:params:xml:ns:xmpp-streams")
                );
            },
        };

        session.Drop();
        await client.ReachAsync(ConnectionState.Online);

        Assert.Equal(["SCRAM-SHA-256", "SCRAM-SHA-256", "SCRAM-SHA-1"], server.Logins.Select(login => login["mechanism"]));
        Assert.Equal("SCRAM-SHA-1", client.Client.Details!.SaslMechanism);
    }

    private static async Task<string> LoginAsync(XmppClientOptions options)
    {
        await using var client = new TestClient(options);
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);
        return client.Client.Details!.SaslMechanism;
    }
}
