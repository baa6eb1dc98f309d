// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Streams;

/// <summary>How many flights a login takes, TCP and TLS included, until stanzas flow.</summary>
public sealed class FlightTests
{
    [Fact]
    public async Task STARTTLS_and_the_old_profile_take_8_flights()
    {
        await using var server = ScriptedXmppServer.Start();
        await using var counter = new FlightCounter(server.Address);

        Assert.Equal(8, await CountAsync(server, counter, TestClient.Options(server)));
    }

    [Fact]
    public async Task Direct_TLS_and_SASL2_take_5_flights_the_first_time_and_4_from_then_on()
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Tls = TlsMode.Direct,
                Sasl2 = new() { TokenMechanisms = [] },
                StreamManagement = true,
            }
        );
        await using var counter = new FlightCounter(server.Address);
        var options = TestClient.Options(server) with { Modules = [new CarbonsModule()] };

        Assert.Equal(5, await CountAsync(server, counter, options));
        Assert.Equal(4, await CountAsync(server, counter, options with { Modules = [new CarbonsModule()] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task A_token_takes_3_flights(string? configVersion)
    {
        await using var server = ScriptedXmppServer.Start(
            new()
            {
                Tls = TlsMode.Direct,
                Sasl2 = new() { ConfigVersion = configVersion },
            }
        );
        await using var counter = new FlightCounter(server.Address);
        var options = TestClient.Options(server);

        Assert.Equal(5, await CountAsync(server, counter, options));
        Assert.Equal(3, await CountAsync(server, counter, options));
    }

    [Fact]
    public async Task A_resumption_by_token_takes_3_flights()
    {
        await using var server = ScriptedXmppServer.Start(new() { Tls = TlsMode.Direct, Sasl2 = new() });
        await using var counter = new FlightCounter(server.Address);
        await using var client = new TestClient(TestClient.Options(server) with { Server = counter.Address });
        await client.Client.ConnectAsync();
        await client.ReachAsync(ConnectionState.Online);
        (await server.AcceptAsync()).Drop();

        Assert.True((await client.ReachAsync(ConnectionState.Online)).Resumed);
        Assert.Equal(3, counter.Flights);
    }

    private static async Task<int> CountAsync(ScriptedXmppServer server, FlightCounter counter, XmppClientOptions options)
    {
        await using var client = new TestClient(options with { Server = counter.Address });
        await client.Client.ConnectAsync();
        var flights = counter.Flights;
        await server.AcceptAsync();
        return flights;
    }
}
