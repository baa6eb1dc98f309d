// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ClientState;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams.Sasl2;

public sealed class Sasl2Tests
{
    private const string Sasl2 = "urn:xmpp:sasl:2";
    private const string Sm = "urn:xmpp:sm:3";

    private static readonly ScriptedServerOptions Modern = new() { Sasl2 = new() { TokenMechanisms = [] } };

    [Theory]
    [InlineData("SCRAM-SHA-1", null)]
    [InlineData("SCRAM-SHA-256", null)]
    [InlineData("SCRAM-SHA-512-PLUS", "tls-server-end-point")]
    [InlineData("PLAIN", null)]
    public async Task Each_mechanism_logs_in_and_binds(string mechanism, string? binding)
    {
        await using var server = ScriptedXmppServer.Start(Modern with { Mechanisms = [mechanism] });

        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Assert.Equal(mechanism, client.Client.Details!.SaslMechanism);
        Assert.Equal(binding, client.Client.Details.ChannelBinding);
        Assert.True(client.Client.Details.Resumable);
        Assert.Equal(session.Address, client.Client.BoundAddress);
        Assert.StartsWith("xmpp/", session.Address.Resource, StringComparison.Ordinal);
        Assert.Equal("authenticate", server.Logins.Single().Name);
        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task The_old_profile_is_used_where_there_is_no_other()
    {
        await using var server = ScriptedXmppServer.Start();

        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        Assert.Equal("auth", server.Logins.Single().Name);
    }

    [Fact]
    public async Task A_server_that_offers_SASL2_alone_is_enough()
    {
        await using var server = ScriptedXmppServer.Start(Modern with { OffersSasl1 = false });

        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task Without_inline_binding_the_stream_goes_on_without_a_restart()
    {
        await using var server = ScriptedXmppServer.Start(
            Modern with
            {
                Sasl2 = new() { BindFeatures = null, Resumes = false },
            }
        );

        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Assert.StartsWith("xmpp.", session.Address.Resource, StringComparison.Ordinal);
        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task Where_binding_can_not_count_stanzas_it_is_asked_for_afterwards()
    {
        await using var server = ScriptedXmppServer.Start(
            Modern with
            {
                Sasl2 = new() { BindFeatures = [], TokenMechanisms = [] },
            }
        );

        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Assert.StartsWith("xmpp/", session.Address.Resource, StringComparison.Ordinal);
        Assert.True(client.Client.Details!.Resumable);
        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task The_server_learns_a_random_id_and_no_name()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var options = TestClient.Options(server);
        await using (var client = new TestClient(options))
        {
            await client.Client.ConnectAsync();
        }

        var agent = server.Logins.Single().Child("user-agent", Sasl2)!;
        Assert.Equal(options.UserAgent.Id, Guid.ParseExact(agent["id"]!, "D"));
        Assert.Equal(4, options.UserAgent.Id.Version);
        Assert.Empty(agent.Children);
    }

    [Fact]
    public async Task Names_come_from_the_options()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var agent = new UserAgent { Software = "App", Device = "Phone" };

        var (client, _) = await TestClient.ConnectAsync(server, options => options with { UserAgent = agent, ResourcePrefix = "app" });
        await using var __ = client;

        var sent = server.Logins.Single().Child("user-agent", Sasl2)!;
        Assert.Equal("App", sent.Child("software", Sasl2)!.Text);
        Assert.Equal("Phone", sent.Child("device", Sasl2)!.Text);
        Assert.StartsWith("app/", client.Client.BoundAddress!.Value.Resource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("d4565fa7-4d72-1749-b3d3-740edbf87770")]
    [InlineData("d4565fa7-4d72-4749-03d3-740edbf87770")]
    public void An_id_that_is_not_random_is_refused(string id)
    {
        var options = new XmppClientOptions
        {
            Account = Jid.Parse("alice@example.test"),
            Password = _ => ValueTask.FromResult<byte[]>([]),
            UserAgent = new() { Id = Guid.Parse(id) },
        };

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(() => new XmppClient(options)).Kind);
    }

    [Fact]
    public async Task Carbons_and_client_state_are_switched_on_while_binding()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var (carbons, state) = (new CarbonsModule(), new ClientStateModule());
        await using var client = new TestClient(TestClient.Options(server) with { Modules = [carbons, state] });
        await state.SetActiveAsync(false);

        await client.Client.ConnectAsync();

        var bind = server.Logins.Single().Child("bind", "urn:xmpp:bind:0")!;
        Assert.NotNull(bind.Child("enable", "urn:xmpp:carbons:2"));
        Assert.NotNull(bind.Child("inactive", "urn:xmpp:csi:0"));
        Assert.True(carbons.IsEnabled);
        Assert.Equal(["urn:xmpp:carbons:2", "urn:xmpp:csi:0"], client.Client.BoundFeatures);
        var session = await server.AcceptAsync();
        await AcknowledgedAsync(client);
        Assert.Equal("message", (await session.ExpectAsync("message")).Name);
    }

    [Fact]
    public async Task What_binding_can_not_switch_on_is_not_asked_for()
    {
        await using var server = ScriptedXmppServer.Start(Modern with { Sasl2 = new() { BindFeatures = [Sm] } });
        server.OnIq("set", "enable", "urn:xmpp:carbons:2", _ => null);
        var carbons = new CarbonsModule();

        var (client, _) = await TestClient.ConnectAsync(server, options => options with { Modules = [carbons] });
        await using var __ = client;

        Assert.Null(server.Logins.Single().Child("bind", "urn:xmpp:bind:0")!.Child("enable", "urn:xmpp:carbons:2"));
        Assert.True(carbons.IsEnabled);
        Assert.Empty(client.Client.BoundFeatures);
    }

    [Fact]
    public async Task An_element_that_is_no_stanza_is_not_counted()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        await client.Client.SendElementAsync(new XmppElement("inactive", "urn:xmpp:csi:0"));
        await AcknowledgedAsync(client);

        Assert.Equal("inactive", (await session.ExpectAsync("inactive")).Name);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.Client.SendElementAsync(new XmppElement("message", Stanza.ClientNamespace)).AsTask()
        );
    }

    [Fact]
    public async Task A_lost_stream_is_resumed_within_the_login()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        session.ForgetFromNowOn();
        var acked = await client.Client.SendAckedAsync(new MessageStanza(Jid.Parse("bob@example.test")) { Body = "lost" });
        await session.ExpectAsync("message");

        session.Drop();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
        var resumed = await server.AcceptAsync();
        Assert.Equal("message", (await resumed.ExpectAsync("message")).Name);
        await acked.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(session.Address, client.Client.BoundAddress);
        Assert.NotNull(server.Logins.Last().Child("resume", Sm));
        Assert.Null(server.Logins.Last().Child("bind", "urn:xmpp:bind:0"));
    }

    [Fact]
    public async Task A_stream_that_is_forgotten_is_replaced_on_the_same_connection()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        server.Options = server.Options with { Faults = ServerFaults.ForgetsStreams };

        session.Drop();

        Assert.False((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.NotEqual(session.Address, (await server.AcceptAsync()).Address);
        Assert.Equal(2, server.Connections);
        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task A_new_stream_that_was_lost_before_its_start_is_not_resumed()
    {
        await using var server = ScriptedXmppServer.Start(Modern);
        await using var client = new TestClient(TestClient.Options(server));
        await client.Client.ConnectAsync();
        await client.Client.DisconnectAsync();
        var isIn = false;
        server.Options = Modern with
        {
            Tamper = element =>
            {
                isIn |= element.Is("success", Sasl2);
                return isIn && element.Name == "features" ? new XmppElement("message", Stanza.ClientNamespace) : element;
            },
        };
        await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.ConnectAsync());
        server.Options = Modern;

        await client.Client.ConnectAsync();

        Assert.Null(server.Logins.Last().Child("resume", Sm));
        Assert.NotNull(server.Logins.Last().Child("bind", "urn:xmpp:bind:0"));
    }

    [Fact]
    public async Task A_stream_that_can_be_resumed_only_after_login_finds_nothing_bound()
    {
        await using var server = ScriptedXmppServer.Start(
            Modern with
            {
                Sasl2 = new() { Resumes = false, TokenMechanisms = [] },
            }
        );
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        session.Drop();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Null(server.Logins.Last().Child("bind", "urn:xmpp:bind:0"));
    }

    [Theory]
    [InlineData("SCRAM-SHA-1-PLUS", "UPGR-SCRAM-SHA-512")]
    [InlineData("SCRAM-SHA-256-PLUS", "UPGR-SCRAM-SHA-512")]
    [InlineData("SCRAM-SHA-512-PLUS", null)]
    [InlineData("SCRAM-SHA-1", null)]
    [InlineData("PLAIN", null)]
    public async Task A_better_hash_is_given_over_a_bound_connection_only(string mechanism, string? upgrade)
    {
        var tasks = new Sasl2ServerOptions { Upgrades = ["UPGR-SCRAM-SHA-256", "UPGR-SCRAM-SHA-512", "UPGR-UNKNOWN"] };
        string[] mechanisms = mechanism == "PLAIN" ? [mechanism] : [mechanism, mechanism.Replace("-PLUS", "", StringComparison.Ordinal)];
        await using var server = ScriptedXmppServer.Start(new() { Mechanisms = [.. mechanisms.Distinct()], Sasl2 = tasks });

        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        Assert.Equal(upgrade, server.UpgradedHashes.Select(pair => pair.Key).SingleOrDefault());
        if (upgrade is not null)
        {
            // Computed with Python's hashlib.
            Assert.Equal(
                "4forpD/M3fqyba1cMT2Lq85XRG5w2GIN7DHZjQ2sPP9ppYNd4H9ElnP8M4GDTALnWv6OdBOON+vOC3gnKVeY9Q==",
                server.UpgradedHashes.Single().Value
            );
        }

        await AcknowledgedAsync(client);
    }

    [Fact]
    public async Task The_offer_is_proven_where_the_server_proves_it()
    {
        string[] mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "PLAIN"];
        await using var server = ScriptedXmppServer.Start(Modern with { ProvesOffer = true, Mechanisms = mechanisms });

        var (client, _) = await TestClient.ConnectAsync(server);
        await using var __ = client;

        Assert.True(client.Client.Details!.OfferIsProven);
    }

    private static async Task AcknowledgedAsync(TestClient client)
    {
        var message = new MessageStanza(Jid.Parse("bob@example.test")) { Body = "hello" };
        await (await client.Client.SendAckedAsync(message)).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
