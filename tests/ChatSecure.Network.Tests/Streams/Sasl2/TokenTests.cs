// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams.Sasl2;

/// <summary>Quick logins by token (XEP-0484).</summary>
public sealed class TokenTests
{
    private const string Sasl2 = "urn:xmpp:sasl:2";
    private const string Fast = "urn:xmpp:fast:0";

    private static readonly string[] Both = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"];

    [Theory]
    [InlineData("SCRAM-SHA-256", "HT-SHA-256-ENDP")]
    [InlineData("SCRAM-SHA-256-PLUS", "HT-SHA-256-ENDP")]
    public async Task A_token_is_asked_for_and_used_from_then_on(string mechanism, string token)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new(), Mechanisms = [mechanism] });
        var options = TestClient.Options(server);

        Assert.Equal(mechanism, await LoginAsync(options));
        Assert.Equal(token, await LoginAsync(options));
        Assert.Equal(token, await LoginAsync(options));

        var logins = server.Logins.ToList();
        Assert.Equal(token, logins[0].Child("request-token", Fast)!["mechanism"]);
        Assert.Null(logins[0].Child("fast", Fast));
        Assert.Equal("1", logins[1].Child("fast", Fast)!["count"]);
        Assert.Equal("2", logins[2].Child("fast", Fast)!["count"]);
        Assert.Null(logins[1].Child("request-token", Fast));
        Assert.All(logins, login => Assert.Equal(logins[0].Child("user-agent", Sasl2)!["id"], login.Child("user-agent", Sasl2)!["id"]));
    }

    [Fact]
    public async Task Without_a_mechanism_that_binds_one_that_does_not_is_used()
    {
        await using var server = ScriptedXmppServer.Start(
            new() { Sasl2 = new() { TokenMechanisms = ["HT-SHA-256-NONE", "HT-SHA-256-EXPR"] } }
        );
        var options = TestClient.Options(server);

        await LoginAsync(options);

        Assert.Equal("HT-SHA-256-NONE", await LoginAsync(options));
    }

    [Fact]
    public async Task A_token_that_does_not_bind_is_not_taken_beside_a_password_that_does()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = ["HT-SHA-256-NONE"] },
                Mechanisms = Both,
            }
        );
        var options = TestClient.Options(server);

        await LoginAsync(options);

        Assert.Equal("SCRAM-SHA-256-PLUS", await LoginAsync(options));
        Assert.All(server.Logins, login => Assert.Null(login.Child("request-token", Fast)));
    }

    [Fact]
    public async Task A_new_token_replaces_the_old_one()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { RotatesTokens = true } });
        var options = TestClient.Options(server);
        await LoginAsync(options);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("HT-SHA-256-ENDP", await LoginAsync(options));
        }

        Assert.All(server.Logins.Skip(1), login => Assert.Equal("1", login.Child("fast", Fast)!["count"]));
    }

    [Fact]
    public async Task A_token_that_got_lost_on_its_way_leaves_the_former_one_in_use()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { RotatesTokens = true } });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Tamper = element => Without(element, "token", Fast) };
        await LoginAsync(options);

        Assert.Equal("HT-SHA-256-ENDP", await LoginAsync(options));
        Assert.Equal("2", server.Logins.Last().Child("fast", Fast)!["count"]);
    }

    [Fact]
    public async Task A_refused_token_is_dropped_and_the_password_used_on_the_same_connection()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.RevokeTokens();

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(2, server.Connections);
        Assert.Equal(["SCRAM-SHA-256", "HT-SHA-256-ENDP", "SCRAM-SHA-256"], server.Logins.Select(login => login["mechanism"]));
        Assert.NotNull(server.Logins.Last().Child("request-token", Fast));

        Assert.Equal("HT-SHA-256-ENDP", await LoginAsync(options));
    }

    [Fact]
    public async Task A_refused_token_and_a_refused_password_end_it()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.RevokeTokens();

        var wrong = TestClient.Options(server, password: "wrong") with
        {
            TokenRecord = options.TokenRecord,
            LoginRecord = options.LoginRecord,
            UserAgent = options.UserAgent,
        };
        Assert.Equal(ErrorKind.AuthenticationFailed, (await TestClient.FailAsync(wrong)).Kind);

        Assert.Equal(3, server.Logins.Count);
        Assert.Equal(2, server.Connections);
        Assert.Null(await options.TokenRecord!.ReadAsync());
    }

    [Fact]
    public async Task A_token_outlives_a_server_that_can_not_check_it_at_the_moment()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.RevokeTokens();
        server.Options = server.Options with
        {
            Tamper = element =>
                element.Is("failure", Sasl2)
                    ? new XmppElement("failure", Sasl2).Add(new XmppElement("temporary-auth-failure", "urn:ietf:params:xml:ns:xmpp-sasl"))
                    : Without(element, "token", Fast),
        };

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.Equal(3, server.Logins.Count);
        Assert.NotNull(await options.TokenRecord!.ReadAsync());
    }

    [Fact]
    public async Task An_expired_token_is_not_even_tried()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { TokenLifetime = TimeSpan.FromSeconds(30) } });
        var options = TestClient.Options(server);
        await LoginAsync(options);

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
        Assert.All(server.Logins, login => Assert.Null(login.Child("fast", Fast)));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("our own")]
    public async Task A_server_that_does_not_know_the_token_is_refused(string proof)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with
        {
            Tamper = element => element.Is("success", Sasl2) ? WithProof(element, proof, server) : element,
        };

        Assert.Equal(ErrorKind.AuthenticationFailed, (await TestClient.FailAsync(options)).Kind);
        Assert.Equal(2, server.Logins.Count);
    }

    [Fact]
    public async Task The_server_refuses_a_replayed_login()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        var before = await options.TokenRecord!.ReadAsync();
        Assert.Equal("HT-SHA-256-ENDP", await LoginAsync(options));

        // A client that forgets its count sends what somebody has seen already.
        await options.TokenRecord.WriteAsync(before);

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
    }

    [Fact]
    public async Task A_token_is_never_used_for_another_mechanism()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Sasl2 = new() { TokenMechanisms = ["HT-SHA-256-NONE"] } };
        await options.LoginRecord.EraseAsync();

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
    }

    [Fact]
    public async Task A_client_without_a_record_asks_for_no_token()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server) with { TokenRecord = null };

        await LoginAsync(options);
        await LoginAsync(options);

        Assert.All(server.Logins, login => Assert.Null(login.Child("request-token", Fast)));
    }

    [Theory]
    [InlineData("expiry", "soon")]
    [InlineData("expiry", null)]
    [InlineData("token", "")]
    public async Task A_malformed_token_costs_nothing_but_itself(string attribute, string? value)
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new(),
                Tamper = element =>
                {
                    if (element.Child("token", Fast) is { } token)
                    {
                        token[attribute] = value;
                    }

                    return element;
                },
            }
        );
        var options = TestClient.Options(server);

        await LoginAsync(options);

        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
    }

    [Fact]
    public async Task A_token_that_was_not_asked_for_is_not_kept()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Tamper = element =>
                    element.Is("success", Sasl2)
                        ? element.Add(new XmppElement("token", Fast) { ["token"] = "planted", ["expiry"] = "2090-01-01T00:00:00Z" })
                        : element,
            }
        );
        var options = TestClient.Options(server);

        await LoginAsync(options);

        Assert.Null(await options.TokenRecord!.ReadAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_can_be_revoked_while_online_and_offline(bool online)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await using var client = new TestClient(options);
        await client.Client.ConnectAsync();
        var copy = await options.TokenRecord!.ReadAsync();
        if (!online)
        {
            await client.Client.DisconnectAsync();
        }

        await client.Client.RevokeTokenAsync();
        await client.Client.RevokeTokenAsync();

        Assert.Equal(online ? ConnectionState.Online : ConnectionState.Offline, client.Client.Status.State);
        Assert.Null(await options.TokenRecord.ReadAsync());
        Assert.Equal(2, server.Connections);
        var revocation = server.Logins.Last();
        Assert.Equal("true", revocation.Child("fast", Fast)!["invalidate"]);
        Assert.Null(revocation.Child("bind", "urn:xmpp:bind:0"));
        Assert.Null(revocation.Child("request-token", Fast));

        await options.TokenRecord.WriteAsync(copy);
        Assert.Equal("SCRAM-SHA-256", await LoginAsync(options));
    }

    [Fact]
    public async Task A_token_that_can_not_be_revoked_now_is_kept()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() });
        var options = TestClient.Options(server);
        await LoginAsync(options);
        server.Options = server.Options with { Sasl2 = null };
        await using var client = new TestClient(options);

        await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.RevokeTokenAsync());

        Assert.NotNull(await options.TokenRecord!.ReadAsync());
    }

    private static async Task<string> LoginAsync(XmppClientOptions options)
    {
        await using var client = new TestClient(options);
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);
        return client.Client.Details!.SaslMechanism;
    }

    private static XmppElement Without(XmppElement element, string name, string ns)
    {
        if (element.Child(name, ns) is { } child)
        {
            element.Remove(child);
        }

        return element;
    }

    private static XmppElement WithProof(XmppElement success, string proof, ScriptedXmppServer server)
    {
        var data = success.Child("additional-data", Sasl2)!;
        switch (proof)
        {
            case "missing":
                success.Remove(data);
                break;
            case "wrong":
                data.Text = Convert.ToBase64String(new byte[32]);
                break;
            default:
                var sent = Convert.FromBase64String(server.Logins.Last().Child("initial-response", Sasl2)!.Text);
                data.Text = Convert.ToBase64String(sent[(Array.IndexOf(sent, (byte)0) + 1)..]);
                break;
        }

        return success;
    }
}
