// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Dane;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Transport;

/// <summary>DANE (RFC 6698, RFC 7671, RFC 7673): what DNS says, proven, alone decides which certificate is right.</summary>
public sealed class DaneTests
{
    [Theory]
    [InlineData(CertificateFault.None)]
    [InlineData(CertificateFault.WrongName)]
    [InlineData(CertificateFault.Expired)]
    [InlineData(CertificateFault.SelfSigned)]
    public async Task A_certificate_that_is_named_needs_no_authority_name_or_date(CertificateFault fault)
    {
        foreach (var tls in new[] { TlsMode.StartTls, TlsMode.Direct })
        {
            foreach (var (selector, matching) in new (byte, byte)[] { (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2) })
            {
                await using var server = ScriptedXmppServer.Start(new() { Certificate = fault, Tls = tls });

                await ConnectAsync(server, Record(3, selector, matching, server.Certificate), trusted: false);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_certificate_that_is_not_named_is_refused_even_if_it_is_trusted(byte usage)
    {
        await using var server = ScriptedXmppServer.Start();
        await using var other = ScriptedXmppServer.Start();

        Assert.Contains("DNS", await RefusedAsync(server, Record(usage, 1, 1, other.Certificate)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_named_needs_no_other()
    {
        await using var server = ScriptedXmppServer.Start();
        using var authority = X509Certificate2.CreateFromPem(server.AuthorityPem);

        await ConnectAsync(server, Record(2, 0, 0, authority), trusted: false);
        await ConnectAsync(server, Record(2, 1, 1, authority), trusted: true);
    }

    [Theory]
    [InlineData(CertificateFault.WrongName, "none of those")]
    [InlineData(CertificateFault.Expired, "expired")]
    [InlineData(CertificateFault.WrongUsage, "not meant for servers")]
    [InlineData(CertificateFault.SelfSigned, "none of those")]
    public async Task Below_an_authority_that_is_named_name_date_and_usage_count(CertificateFault fault, string why)
    {
        await using var server = ScriptedXmppServer.Start(new() { Certificate = fault });
        using var authority = X509Certificate2.CreateFromPem(server.AuthorityPem);

        Assert.Contains(why, await RefusedAsync(server, Record(2, 0, 0, authority)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usages_of_trusted_certificates_come_beside_the_usual_check()
    {
        await using var server = ScriptedXmppServer.Start();
        using var authority = X509Certificate2.CreateFromPem(server.AuthorityPem);

        foreach (var record in new[] { Record(1, 1, 1, server.Certificate), Record(0, 1, 1, authority), Record(0, 0, 0, authority) })
        {
            await ConnectAsync(server, record, trusted: true);
        }

        await RefusedAsync(server, Record(1, 1, 1, server.Certificate), trusted: false);
        await RefusedAsync(server, Record(0, 0, 0, authority), trusted: false);
    }

    [Fact]
    public async Task A_certificate_is_no_authority_of_its_own()
    {
        await using var server = ScriptedXmppServer.Start(new() { Certificate = CertificateFault.WrongName });

        await RefusedAsync(server, Record(2, 1, 1, server.Certificate));
        await RefusedAsync(server, Record(0, 1, 1, server.Certificate));
    }

    [Theory]
    [InlineData(4, 0, 1, 32)]
    [InlineData(255, 0, 1, 32)]
    [InlineData(3, 2, 1, 32)]
    [InlineData(3, 0, 3, 32)]
    [InlineData(3, 0, 1, 31)]
    [InlineData(3, 0, 2, 32)]
    [InlineData(3, 0, 0, 0)]
    public async Task A_record_that_can_not_be_used_says_nothing(byte usage, byte selector, byte matching, int length)
    {
        await using var server = ScriptedXmppServer.Start();
        var record = new TlsaRecord(usage, selector, matching, new byte[length]);

        await ConnectAsync(server, record, trusted: true);
        await RefusedAsync(server, record, trusted: false);
    }

    [Fact]
    public async Task An_answer_that_is_forged_or_missing_ends_the_attempt()
    {
        await using var server = ScriptedXmppServer.Start();
        var options = TestClient.Options(server) with
        {
            TlsaResolver = new Resolver(() => throw new ChatSecureException(ErrorKind.Unreachable, "Bogus.")),
        };

        Assert.Equal(ErrorKind.Unreachable, (await TestClient.FailAsync(options)).Kind);
        await server.WaitUntilIdleAsync();
        Assert.Empty(server.ReceivedInClear);
    }

    [Fact]
    public async Task Pins_count_in_any_case()
    {
        await using var server = ScriptedXmppServer.Start();
        var options = Options(server, Record(3, 1, 1, server.Certificate), trusted: true) with
        {
            Pins = ["sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
        };

        Assert.Equal(ErrorKind.InsecureConnection, (await TestClient.FailAsync(options)).Kind);
    }

    [Fact]
    public async Task The_resolver_is_asked_for_the_place_that_is_connected_to()
    {
        await using var server = ScriptedXmppServer.Start();
        var resolver = new Resolver(() => []);
        await using var client = new TestClient(TestClient.Options(server) with { TlsaResolver = resolver });

        await client.Client.ConnectAsync();

        Assert.Equal(("example.test", "127.0.0.1", server.Address.Port), Assert.Single(resolver.Asked));
    }

    private static async Task ConnectAsync(ScriptedXmppServer server, TlsaRecord record, bool trusted)
    {
        await using var client = new TestClient(Options(server, record, trusted));
        await client.Client.ConnectAsync();
    }

    private static async Task<string> RefusedAsync(ScriptedXmppServer server, TlsaRecord record, bool trusted = true)
    {
        var failure = await TestClient.FailAsync(Options(server, record, trusted));
        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        return failure.Message;
    }

    private static XmppClientOptions Options(ScriptedXmppServer server, TlsaRecord record, bool trusted)
    {
        var options = TestClient.Options(server) with { TlsaResolver = new Resolver(() => [record]) };
        return trusted ? options : options with { ExtraAuthoritiesPem = null };
    }

    private static TlsaRecord Record(byte usage, byte selector, byte matching, X509Certificate2 certificate)
    {
        var selected = selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var data = matching switch
        {
            0 => selected,
            1 => SHA256.HashData(selected),
            _ => SHA512.HashData(selected),
        };
        return new(usage, selector, matching, data);
    }

    private sealed class Resolver(Func<IReadOnlyList<TlsaRecord>> records) : ITlsaResolver
    {
        public List<(string, string, int)> Asked { get; } = [];

        public ValueTask<IReadOnlyList<TlsaRecord>> ResolveAsync(string domain, string host, int port, CancellationToken cancellationToken)
        {
            Asked.Add((domain, host, port));
            return ValueTask.FromResult(records());
        }
    }
}
