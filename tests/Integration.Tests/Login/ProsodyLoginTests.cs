// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network;
using ChatSecure.Network.Xeps.Carbons;

namespace ChatSecure.Integration.Tests.Login;

/// <summary>Every way into Prosody 13.</summary>
public sealed class ProsodyLoginTests(ProsodyServer server)
{
    [Fact]
    public async Task The_new_way_binds_counts_and_copies_in_one_and_the_offer_is_proven()
    {
        await using var client = await LoginClient.ConnectAsync(LoginClient.Options(server, "carol"));

        Assert.StartsWith("SCRAM-SHA-256", client.Details.SaslMechanism, StringComparison.Ordinal);
        Assert.True(client.Details.OfferIsProven);
        Assert.True(client.Details.Resumable);
        Assert.Contains("urn:xmpp:carbons:2", client.Client.BoundFeatures);
        Assert.True(client.Client.GetModule<CarbonsModule>()!.IsEnabled);
        await client.AcknowledgedAsync();
    }

    [Fact]
    public async Task A_token_is_enough_from_the_second_time_on()
    {
        var options = LoginClient.Options(server, "carol");
        await (await LoginClient.ConnectAsync(options)).DisposeAsync();

        for (var i = 0; i < 3; i++)
        {
            await using var client = await LoginClient.ConnectAsync(options);

            Assert.Equal("HT-SHA-256-NONE", client.Details.SaslMechanism);
            await client.AcknowledgedAsync();
        }
    }

    [Fact]
    public async Task A_lost_stream_is_resumed_with_the_token()
    {
        await using var relay = new TlsRelay(server);
        await using var client = await LoginClient.ConnectAsync(LoginClient.Options(server, "carol", relay.Address));
        var address = client.Client.BoundAddress;

        await relay.CutAsync();

        Assert.True((await client.OnlineAsync()).Resumed);
        Assert.Equal(address, client.Client.BoundAddress);
        Assert.Equal("HT-SHA-256-NONE", client.Details.SaslMechanism);
        await client.AcknowledgedAsync();
    }

    [Fact]
    public async Task A_suspended_stream_is_resumed_by_the_next_process()
    {
        await using var second = await LoginClient.SuspendAndResumeAsync(LoginClient.Options(server, "carol"));

        await second.AcknowledgedAsync();
    }

    [Fact]
    public async Task The_old_way_still_works_and_a_server_that_has_shown_the_new_one_may_not_fall_back_to_it()
    {
        await using var relay = new TlsRelay(server) { TakesSasl2Away = true };
        var options = LoginClient.Options(server, "carol", relay.Address);
        await using (var client = await LoginClient.ConnectAsync(options))
        {
            Assert.StartsWith("SCRAM-SHA-256", client.Details.SaslMechanism, StringComparison.Ordinal);
            Assert.True(client.Details.Resumable);
            Assert.Empty(client.Client.BoundFeatures);
            await client.AcknowledgedAsync();
        }

        relay.TakesSasl2Away = false;
        await (await LoginClient.ConnectAsync(options)).DisposeAsync();
        relay.TakesSasl2Away = true;

        var failure = await Assert.ThrowsAnyAsync<ChatSecureException>(() => LoginClient.ConnectAsync(options with { TokenRecord = null }));
        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
    }

    [Fact]
    public async Task STARTTLS_leads_to_the_new_way_too()
    {
        var options = LoginClient.Options(server, "carol", new ServerAddress("127.0.0.1", server.Port));
        await using var client = await LoginClient.ConnectAsync(options);

        Assert.True(client.Details.OfferIsProven);
        await client.AcknowledgedAsync();
    }
}
