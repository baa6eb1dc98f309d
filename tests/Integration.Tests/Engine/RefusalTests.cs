// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What must be refused is refused, with the error that says why, and leaves nothing behind.</summary>
public sealed class RefusalTests(ProsodyServer server)
{
    [Fact]
    public Task A_wrong_password() =>
        AssertRefusedAsync(ErrorKind.AuthenticationFailed, TestApp.SettingsFor(server, "alice"), password: "not the password");

    [Fact]
    public Task A_certificate_of_an_unknown_authority() =>
        AssertRefusedAsync(ErrorKind.InsecureConnection, TestApp.SettingsFor(server, "alice") with { ExtraAuthoritiesPem = null });

    [Fact]
    public Task A_key_that_is_not_the_pinned_one() =>
        AssertRefusedAsync(
            ErrorKind.InsecureConnection,
            TestApp.SettingsFor(server, "alice") with
            {
                Pins = ["sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
            }
        );

    [Fact]
    public Task A_host_that_does_not_answer() =>
        AssertRefusedAsync(ErrorKind.Unreachable, TestApp.SettingsFor(server, "alice") with { Server = new ServerAddress("127.0.0.1", 9) });

    [Fact]
    public Task A_domain_that_the_server_does_not_serve() =>
        AssertRefusedAsync(
            ErrorKind.InsecureConnection,
            TestApp.SettingsFor(server, "alice") with
            {
                Jid = Jid.Parse("alice@another.example"),
                Server = new ServerAddress("127.0.0.1", server.DirectTlsPort, TlsMode.Direct),
            }
        );

    [Theory]
    [InlineData("wrongname")]
    [InlineData("selfsigned")]
    [InlineData("expired")]
    public async Task A_bad_certificate(string certificate)
    {
        await using var bad = await ProsodyServer.StartAsync(new ProsodyOptions { Certificate = certificate });
        await AssertRefusedAsync(ErrorKind.InsecureConnection, TestApp.SettingsFor(bad, "alice"));
    }

    [Fact]
    public async Task A_stripped_STARTTLS_and_the_man_in_the_middle_sees_nothing()
    {
        await using var stripper = await StarttlsStripper.StartAsync(server);

        await AssertRefusedAsync(ErrorKind.InsecureConnection, TestApp.SettingsFor(server, "alice", stripper.Port));

        await stripper.WaitUntilStrippedAsync();
        await stripper.WaitUntilClosedAsync();
        Assert.Empty(stripper.Caught);
    }

    private static async Task AssertRefusedAsync(ErrorKind kind, AccountSettings settings, string password = ProsodyServer.Password)
    {
        await using var app = await TestApp.StartAsync();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            app.Client.Accounts.AddAsync(new AddAccountRequest(settings, Encoding.UTF8.GetBytes(password)))
        );

        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain(settings.Jid.Local!, error.Message, StringComparison.Ordinal);
        Assert.Empty(await app.Client.Accounts.ListAsync());
    }
}
