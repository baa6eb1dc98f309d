// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network;
using ChatSecure.Network.Xeps.Carbons;

namespace ChatSecure.Integration.Tests.Login;

/// <summary>Every way into ejabberd 24.12.</summary>
public sealed class EjabberdLoginTests(EjabberdServer server) : IClassFixture<EjabberdServer>
{
    [Fact]
    public async Task The_new_way_is_bound_to_TLS_binds_a_resource_and_proves_the_offer()
    {
        await using var client = await LoginClient.ConnectAsync(LoginClient.Options(server, "alice"));

        Assert.Equal("SCRAM-SHA-512-PLUS", client.Details.SaslMechanism);
        Assert.Equal("tls-server-end-point", client.Details.ChannelBinding);
        Assert.True(client.Details.OfferIsProven);
        Assert.True(client.Details.Resumable);
        Assert.True(client.Client.GetModule<CarbonsModule>()!.IsEnabled);
        await client.AcknowledgedAsync();
    }

    [Fact]
    public async Task A_token_that_is_bound_to_TLS_is_enough_from_the_second_time_on()
    {
        var options = LoginClient.Options(server, "alice");
        await (await LoginClient.ConnectAsync(options)).DisposeAsync();

        await using var client = await LoginClient.ConnectAsync(options);

        Assert.Equal("HT-SHA-256-ENDP", client.Details.SaslMechanism);
        Assert.Equal("tls-server-end-point", client.Details.ChannelBinding);
        await client.AcknowledgedAsync();
    }

    [Fact]
    public async Task A_suspended_stream_is_resumed_by_the_next_process()
    {
        await using var second = await LoginClient.SuspendAndResumeAsync(LoginClient.Options(server, "bob"));

        await second.AcknowledgedAsync();
    }

    [Fact]
    public async Task The_old_way_still_works()
    {
        await using var relay = new TlsRelay(server) { TakesSasl2Away = true };
        await using var client = await LoginClient.ConnectAsync(LoginClient.Options(server, "alice", relay.Address));

        Assert.Equal("SCRAM-SHA-512-PLUS", client.Details.SaslMechanism);
        Assert.True(client.Details.Resumable);
        await client.AcknowledgedAsync();
    }

    [Fact]
    public async Task On_TLS_1_2_login_and_token_are_bound_to_the_handshake()
    {
        await using var own = await EjabberdServer.StartAsync(new EjabberdOptions { Tls12 = true });
        var options = LoginClient.Options(own, "alice");
        await using (var client = await LoginClient.ConnectAsync(options))
        {
            Assert.Equal("Tls12", client.Details.TlsProtocol);
            Assert.Equal("tls-unique", client.Details.ChannelBinding);
        }

        await using var again = await LoginClient.ConnectAsync(options);

        Assert.Equal("HT-SHA-256-UNIQ", again.Details.SaslMechanism);
    }

    // That is all that can be shown: ejabberd 24.12 stores the new hash in a form that it can't log in with afterwards.
    [Fact]
    public async Task A_server_with_an_old_hash_is_given_a_better_one_at_login()
    {
        await using var own = await EjabberdServer.StartAsync(new EjabberdOptions { StoresPlain = false, Hash = "sha" });
        await using var client = await LoginClient.ConnectAsync(LoginClient.Options(own, "alice"));

        Assert.Equal("SCRAM-SHA-1-PLUS", client.Details.SaslMechanism);
        Assert.True(client.Details.OfferIsProven);
    }
}
