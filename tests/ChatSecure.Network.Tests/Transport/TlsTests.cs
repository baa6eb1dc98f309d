// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Transport;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

public sealed class TlsTests
{
    [Theory]
    [InlineData(TlsMode.StartTls, "")]
    [InlineData(TlsMode.Direct, "xmpp-client")]
    public async Task Both_ways_to_TLS_lead_to_a_verified_stream(TlsMode mode, string protocol)
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = mode });

        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        Assert.Equal("example.test", session.ServerName);
        Assert.Equal(protocol, session.ApplicationProtocol);
        var details = client.Client.Details!;
        Assert.Equal("Tls13", details.TlsProtocol);
        Assert.Equal("CN=example.test", details.CertificateSubject);
        Assert.Equal(server.Certificate.NotAfter, details.CertificateExpiresAt.LocalDateTime);
        Assert.Equal(PinOf(server), details.CertificatePin);
        Assert.Equal(IPEndPoint.Parse($"127.0.0.1:{server.Address.Port}"), details.RemoteEndPoint);
    }

    [Theory]
    [InlineData(CertificateFault.WrongName, "another name")]
    [InlineData(CertificateFault.CommonNameOnly, "another name")]
    [InlineData(CertificateFault.WildcardBelow, "another name")]
    [InlineData(CertificateFault.Expired, "expired")]
    [InlineData(CertificateFault.NotYetValid, "not valid yet")]
    [InlineData(CertificateFault.SelfSigned, "no authority")]
    [InlineData(CertificateFault.WrongUsage, "not meant for servers")]
    public async Task A_bad_certificate_is_refused_and_the_failure_says_why(CertificateFault fault, string why)
    {
        foreach (var mode in new[] { TlsMode.StartTls, TlsMode.Direct })
        {
            await using var server = ScriptedXmppServer.Start(new() { Tls = mode, Certificate = fault });

            var failure = await TestClient.FailAsync(TestClient.Options(server));

            Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_authority_that_nobody_trusts_is_refused()
    {
        await using var server = ScriptedXmppServer.Start();

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { ExtraAuthoritiesPem = null });

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Contains("no authority", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_authority_does_not_help()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var other = ScriptedXmppServer.Start();

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { ExtraAuthoritiesPem = other.AuthorityPem });

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
    }

    [Fact]
    public async Task A_matching_pin_is_accepted()
    {
        await using var server = ScriptedXmppServer.Start();
        string[] pins = ["sha256/" + Convert.ToBase64String(new byte[32]), PinOf(server)];

        var (client, _) = await TestClient.ConnectAsync(server, options => options with { Pins = pins });

        await client.DisposeAsync();
    }

    [Fact]
    public async Task Pins_that_do_not_match_are_refused()
    {
        await using var server = ScriptedXmppServer.Start();
        var options = TestClient.Options(server) with { Pins = ["sha256/" + Convert.ToBase64String(new byte[32])] };

        var failure = await TestClient.FailAsync(options);

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Contains("pinned", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_does_not_replace_the_other_checks()
    {
        await using var server = ScriptedXmppServer.Start(new() { Certificate = CertificateFault.WrongName });

        var failure = await TestClient.FailAsync(TestClient.Options(server) with { Pins = [PinOf(server)] });

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
    }

    [Fact]
    public async Task The_name_of_an_SRV_target_does_not_stand_for_the_domain()
    {
        await using var server = ScriptedXmppServer.Start(new() { Domain = "target.test" });
        var dns = new FakeDns();
        dns.Services["_xmpp-client._tcp.example.test"] = [new("target.test.", server.Address.Port, 0, 0)];
        dns.Hosts["target.test"] = [IPAddress.Loopback];
        var options = TestClient.Options(server) with { Account = Addressing.Jid.Parse("alice@example.test"), Server = null };

        var failure = await TestClient.FailAsync(options, dns);

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Contains("another name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SRV_target_with_a_certificate_for_the_domain_is_accepted()
    {
        await using var server = ScriptedXmppServer.Start();
        var dns = new FakeDns();
        dns.Services["_xmpp-client._tcp.example.test"] = [new("gone.test.", 1, 0, 0), new("target.test.", server.Address.Port, 1, 0)];
        dns.Hosts["target.test"] = [IPAddress.Loopback];
        await using var client = new TestClient(TestClient.Options(server) with { Server = null }, dns: dns);

        await client.Client.ConnectAsync();

        Assert.Equal(ConnectionState.Online, client.Client.Status.State);
    }

    [Theory]
    [InlineData("sha256/AAAA")]
    [InlineData("sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("")]
    public void A_malformed_pin_is_refused_at_once(string pin)
    {
        var failure = Assert.Throws<ChatSecureException>(() => new TlsPolicy(Addressing.Jid.Parse("a@example.test"), null, [pin]));

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Malformed_authorities_are_refused_at_once(string pem)
    {
        var failure = Assert.Throws<ChatSecureException>(() => new TlsPolicy(Addressing.Jid.Parse("a@example.test"), pem, []));

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
    }

    [Fact]
    public void An_international_domain_is_verified_in_its_ASCII_form() =>
        Assert.Equal("xn--bcher-kva.example", new TlsPolicy(Addressing.Jid.Parse("a@bücher.example"), null, []).Host);

    private static string PinOf(ScriptedXmppServer server) =>
        "sha256/" + Convert.ToBase64String(SHA256.HashData(server.Certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
