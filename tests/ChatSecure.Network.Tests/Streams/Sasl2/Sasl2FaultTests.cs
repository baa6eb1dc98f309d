// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams.Sasl2;

/// <summary>What no honest server does. Each case is one server that misbehaves in one way; the client must not come online.</summary>
public sealed class Sasl2FaultTests
{
    private const string Sasl2 = "urn:xmpp:sasl:2";
    private const string Sm = "urn:xmpp:sm:3";

    public static TheoryData<string, ErrorKind> Tampering { get; } =
        new()
        {
            { "success without proof", ErrorKind.AuthenticationFailed },
            { "success with another proof", ErrorKind.AuthenticationFailed },
            { "success before the challenge", ErrorKind.AuthenticationFailed },
            { "success that is no base64", ErrorKind.Protocol },
            { "continue before the proof", ErrorKind.AuthenticationFailed },
            { "continue to an unknown task", ErrorKind.NotSupported },
            { "continue without a task", ErrorKind.NotSupported },
            { "somebody else's identity", ErrorKind.Protocol },
            { "no identity", ErrorKind.Protocol },
            { "identity of another server", ErrorKind.Protocol },
            { "bound without a resource", ErrorKind.Protocol },
            { "not bound", ErrorKind.Protocol },
            { "a stanza in place of the features", ErrorKind.Protocol },
            { "a stanza in the middle of the login", ErrorKind.Protocol },
            { "an answer of the old profile", ErrorKind.Protocol },
            { "an answer that nobody knows", ErrorKind.Protocol },
            { "a second challenge", ErrorKind.Protocol },
            { "an iteration count too low", ErrorKind.Protocol },
            { "an iteration count too high", ErrorKind.Protocol },
            { "a nonce that does not extend ours", ErrorKind.Protocol },
            { "a mandatory extension", ErrorKind.Protocol },
            { "an attribute twice", ErrorKind.Protocol },
            { "another offer than proven", ErrorKind.AuthenticationFailed },
            { "another TLS than proven", ErrorKind.AuthenticationFailed },
            { "mechanisms taken out", ErrorKind.AuthenticationFailed },
            { "types of channel binding taken out", ErrorKind.AuthenticationFailed },
            { "a mechanism added", ErrorKind.AuthenticationFailed },
        };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task A_server_that_misbehaves_is_refused(string fault, ErrorKind kind)
    {
        var options = new ScriptedServerOptions
        {
            Sasl2 = new() { TokenMechanisms = [] },
            Mechanisms = ["SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"],
            ProvesOffer = true,
            Tamper = element => Tamper(fault, element),
        };
        await using var server = ScriptedXmppServer.Start(options);

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("not-authorized", ErrorKind.AuthenticationFailed)]
    [InlineData("account-disabled", ErrorKind.AuthenticationFailed)]
    [InlineData("credentials-expired", ErrorKind.AuthenticationFailed)]
    [InlineData("temporary-auth-failure", ErrorKind.Protocol)]
    [InlineData("malformed-request", ErrorKind.AuthenticationFailed)]
    public async Task A_refusal_ends_the_attempt(string condition, ErrorKind kind)
    {
        await using var server = ScriptedXmppServer.Start(
            new() { Sasl2 = new(), Tamper = element => element.Is("challenge", Sasl2) ? Failure(condition) : element }
        );

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(condition == "malformed-request" ? null : condition, failure.Condition);
        Assert.Single(server.Logins);
    }

    [Fact]
    public async Task A_binding_that_is_refused_is_not_done_without()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new(),
                Mechanisms = ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"],
                Tamper = element => element.Is("challenge", Sasl2) ? Failure("malformed-request") : element,
            }
        );

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Contains("bound to this connection", failure.Message, StringComparison.Ordinal);
        Assert.Equal("SCRAM-SHA-256-PLUS", server.Logins.Single()["mechanism"]);
    }

    [Theory]
    [InlineData("another stream")]
    [InlineData("a count too high")]
    [InlineData("no answer")]
    public async Task A_resumption_that_is_wrong_is_refused(string fault)
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { TokenMechanisms = [] } });
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;
        server.Options = server.Options with
        {
            Tamper = element => element.Is("success", Sasl2) ? TamperResumption(fault, element) : element,
        };

        session.Drop();
        while ((await client.ReachAsync(ConnectionState.Connecting)).Reason != ErrorKind.Protocol)
        {
            // The loss itself comes first.
        }

        server.Options = server.Options with { Tamper = null };
        await client.ReachAsync(ConnectionState.Online);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4095")]
    [InlineData("10000001")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_upgrade_with_an_unsafe_count_is_refused(string? iterations)
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Mechanisms = ["SCRAM-SHA-1-PLUS"],
                Sasl2 = new() { Upgrades = ["UPGR-SCRAM-SHA-256"] },
                Tamper = element =>
                {
                    if (element.Child("salt", "urn:xmpp:scram-upgrade:0") is { } salt)
                    {
                        salt["iterations"] = iterations;
                    }

                    return element;
                },
            }
        );

        Assert.Equal(ErrorKind.Protocol, (await TestClient.FailAsync(TestClient.Options(server))).Kind);
        await server.WaitUntilIdleAsync();
        Assert.Empty(server.UpgradedHashes);
    }

    [Fact]
    public async Task An_upgrade_is_done_once()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Mechanisms = ["SCRAM-SHA-1-PLUS"],
                Sasl2 = new() { Upgrades = ["UPGR-SCRAM-SHA-256"] },
                Tamper = element =>
                    element.Is("success", Sasl2) ? Parse("<continue><tasks><task>UPGR-SCRAM-SHA-256</task></tasks></continue>") : element,
            }
        );

        Assert.Equal(ErrorKind.NotSupported, (await TestClient.FailAsync(TestClient.Options(server))).Kind);
        Assert.Single(server.UpgradedHashes);
    }

    [Fact]
    public async Task SASL2_that_vanishes_is_noticed_by_the_next_process_too()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new() { TokenMechanisms = [] } });
        var options = TestClient.Options(server);
        await using (var client = new TestClient(options))
        {
            await client.Client.ConnectAsync();
        }

        server.Options = server.Options with { Sasl2 = null };
        var failure = await TestClient.FailAsync(options);

        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Contains("in the middle", failure.Message, StringComparison.Ordinal);

        // The owner may say that it was the administrator.
        await options.LoginRecord.EraseAsync();
        await using var again = new TestClient(options);
        await again.Client.ConnectAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Channel_binding_that_vanishes_is_noticed_by_the_next_process_too(bool isProven)
    {
        string[] both = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"];
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new() { TokenMechanisms = [] },
                Mechanisms = both,
                ProvesOffer = isProven,
            }
        );
        var options = TestClient.Options(server);
        await using (var client = new TestClient(options))
        {
            await client.Client.ConnectAsync();
            Assert.Equal("tls-server-end-point", client.Client.Details!.ChannelBinding);
        }

        server.Options = server.Options with { Mechanisms = ["SCRAM-SHA-256"] };
        if (isProven)
        {
            await using var again = new TestClient(options);
            await again.Client.ConnectAsync();
            Assert.Null(again.Client.Details!.ChannelBinding);
        }
        else
        {
            Assert.Equal(ErrorKind.AuthenticationFailed, (await TestClient.FailAsync(options)).Kind);
        }
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public async Task An_owner_may_demand_the_proof_where_binding_is_not_possible(bool demands, bool isProven, bool succeeds)
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Sasl2 = new(),
                Mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"],
                ChannelBindingTypes = ["tls-exporter"],
                ProvesOffer = isProven,
            }
        );
        await using var client = new TestClient(TestClient.Options(server) with { RequireProvenOffer = demands });

        if (!succeeds)
        {
            var failure = await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.ConnectAsync());
            Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
            return;
        }

        await client.Client.ConnectAsync();
        Assert.Null(client.Client.Details!.ChannelBinding);
        Assert.True(client.Client.Details.LacksOfferedBinding);
        Assert.Equal(isProven, client.Client.Details.OfferIsProven);
    }

    [Fact]
    public async Task An_owner_who_demands_proof_gives_no_password_in_the_clear()
    {
        await using var server = ScriptedXmppServer.Start(new() { Sasl2 = new(), Mechanisms = ["PLAIN"] });

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { RequireProvenOffer = true });

        Assert.Equal(ErrorKind.NotSupported, failure.Kind);
        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Logins);
    }

    private static XmppElement? TamperResumption(string fault, XmppElement success)
    {
        if (success.Child("resumed", Sm) is { } resumed)
        {
            switch (fault)
            {
                case "another stream":
                    resumed["previd"] = "another";
                    break;
                case "a count too high":
                    resumed["h"] = "1000";
                    break;
                default:
                    success.Remove(resumed);
                    break;
            }
        }

        return success;
    }

    private static XmppElement? Tamper(string fault, XmppElement element)
    {
        var isSuccess = element.Is("success", Sasl2);
        var isChallenge = element.Is("challenge", Sasl2);
        var data = element.Child("additional-data", Sasl2);
        var identity = element.Child("authorization-identifier", Sasl2);
        switch (fault)
        {
            case "success without proof" when isSuccess:
                element.Remove(data!);
                break;
            case "success with another proof" when isSuccess:
                data!.Text = Base64("v=" + Convert.ToBase64String(new byte[32]));
                break;
            case "success before the challenge" when isChallenge:
                return Parse("<success><authorization-identifier>alice@example.test/x</authorization-identifier></success>");
            case "success that is no base64" when isSuccess:
                data!.Text = "?";
                break;
            case "continue before the proof" when isChallenge:
            case "continue without a task" when isSuccess:
                return Parse("<continue><tasks/></continue>", isSuccess ? data : null);
            case "continue to an unknown task" when isSuccess:
                return Parse("<continue><tasks><task>TOTP</task></tasks></continue>", data);
            case "somebody else's identity" when isSuccess:
                identity!.Text = "mallory@example.test/x";
                break;
            case "no identity" when isSuccess:
                element.Remove(identity!);
                break;
            case "identity of another server" when isSuccess:
                identity!.Text = "alice@mallory.test/x";
                break;
            case "bound without a resource" when isSuccess:
                identity!.Text = "alice@example.test";
                break;
            case "not bound" when isSuccess:
                element.Remove(element.Child("bound", "urn:xmpp:bind:0")!);
                break;
            case "a stanza in place of the features"
                when element.Name == "features" && element.Child("bind", "urn:ietf:params:xml:ns:xmpp-bind") is not null:
            case "a stanza in the middle of the login" when isChallenge:
                return new XmppElement("message", "jabber:client");
            case "an answer of the old profile" when isChallenge:
                return new XmppElement("challenge", "urn:ietf:params:xml:ns:xmpp-sasl") { Text = element.Text };
            case "an answer that nobody knows" when isChallenge:
                return new XmppElement("surprise", Sasl2);
            case "a second challenge" when isSuccess:
                return new XmppElement("challenge", Sasl2) { Text = Base64("r=abc,s=c2FsdA==,i=4096") };
            case "an iteration count too low" when isChallenge:
                return Replace(element, "i=4096", "i=4095");
            case "an iteration count too high" when isChallenge:
                return Replace(element, "i=4096", "i=10000001");
            case "a nonce that does not extend ours" when isChallenge:
                return Replace(element, "r=", "r=x");
            case "a mandatory extension" when isChallenge:
                return Replace(element, "r=", "m=x,r=");
            case "an attribute twice" when isChallenge:
                return Replace(element, "i=4096", "i=4096,i=4096");
            case "another offer than proven" when isChallenge:
                return Replace(element, ",h=", ",h=AAAA");
            case "another TLS than proven" when isChallenge:
                return Replace(element, ",t=03", ",t=02");
            case "mechanisms taken out" when element.Child("authentication", Sasl2) is { } authentication:
                authentication.Remove(authentication.Elements("mechanism", Sasl2).First(mechanism => mechanism.Text == "SCRAM-SHA-1"));
                break;
            case "types of channel binding taken out" when element.Child("sasl-channel-binding", "urn:xmpp:sasl-cb:0") is { } types:
                types.Children[0]["type"] = "tls-exporter";
                break;
            case "a mechanism added" when element.Child("authentication", Sasl2) is { } authentication:
                authentication.Add(new XmppElement("mechanism", Sasl2) { Text = "X-ADDED" });
                break;
        }

        return element;
    }

    private static XmppElement Replace(XmppElement challenge, string old, string by)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(challenge.Text));
        var at = text.IndexOf(old, StringComparison.Ordinal);
        challenge.Text = Base64(text[..at] + by + text[(at + old.Length)..]);
        return challenge;
    }

    private static XmppElement Failure(string condition) =>
        new XmppElement("failure", Sasl2).Add(new XmppElement(condition, "urn:ietf:params:xml:ns:xmpp-sasl"));

    private static XmppElement Parse(string xml, XmppElement? child = null)
    {
        var element = XmppElement.Parse(Encoding.UTF8.GetBytes(xml), defaultNamespace: Sasl2);
        return child is null ? element : element.Add(child);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
