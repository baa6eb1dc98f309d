// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>The lab does what tests rely on.</summary>
public sealed class LabTests(ProsodyServer server)
{
    [Fact]
    public async Task The_server_demands_TLS()
    {
        var features = await FeaturesAsync(server.Port, server.Domain);
        Assert.Contains("<starttls", features, StringComparison.Ordinal);
        Assert.DoesNotContain("<mechanism", features, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_good_for_the_domain_by_the_labs_own_authority()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.DirectTlsPort);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = server.Domain,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(server.CaFile) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            }
        );
        Assert.True(tls.IsAuthenticated);
    }

    [Fact]
    public async Task A_server_of_its_own_keeps_ports_and_accounts_over_a_restart()
    {
        await using var own = await ProsodyServer.StartAsync(new ProsodyOptions { ArchivePage = 5 });
        var port = own.Port;
        Assert.NotEqual(server.Port, port);
        await own.RegisterUserAsync("dora", "another secret");
        await own.StopAsync();
        await Assert.ThrowsAsync<SocketException>(() => FeaturesAsync(port, own.Domain));
        await own.RestartAsync();
        await FeaturesAsync(port, own.Domain);
        Assert.Contains(
            Directory.EnumerateFiles(own.DataPath, "dora.dat", SearchOption.AllDirectories),
            file => file.Contains("accounts", StringComparison.Ordinal)
        );
        Assert.True(new FileInfo(own.LogPath).Length > 0);
    }

    [Fact]
    public async Task Two_foreign_clients_exchange_OMEMO_messages()
    {
        await server.RegisterUserAsync("peer-one", ProsodyServer.Password);
        await server.RegisterUserAsync("peer-two", ProsodyServer.Password);
        await using var two = await OmemoPeer.StartAsync(server, "peer-two");
        await using var one = await OmemoPeer.StartAsync(server, "peer-one");
        await one.SendAsync(two.Jid, "hello");
        await two.WaitForMessageAsync("hello");
        var echo = await one.WaitForMessageAsync("echo: hello");
        Assert.Equal(two.Device, (uint)echo["device"]!);
        Assert.Matches("^[0-9a-f]{64}$", two.Fingerprint);
    }

    [Fact]
    public async Task The_man_in_the_middle_strips_the_offer_and_sees_who_falls_for_it()
    {
        await using var stripper = await StarttlsStripper.StartAsync(server);
        var features = await FeaturesAsync(
            stripper.Port,
            server.Domain,
            then: "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>"
        );
        Assert.DoesNotContain("starttls", features, StringComparison.Ordinal);
        Assert.Contains("PLAIN", features, StringComparison.Ordinal);
        await stripper.WaitUntilStrippedAsync();
        await stripper.WaitUntilClosedAsync();
        Assert.Equal(["auth"], stripper.Caught);
    }

    /// <summary>Opens a stream and returns everything up to the end of the features.</summary>
    private static async Task<string> FeaturesAsync(int port, string domain, string? then = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"<stream:stream to='{domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            )
        );
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("</stream:features>", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        if (then is not null)
            await stream.WriteAsync(Encoding.UTF8.GetBytes(then));
        return text.ToString();
    }
}
