// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Accounts that connect by a WebSocket of their own (RFC 7395).</summary>
public sealed class WebSocketAccountTests(ProsodyServer server)
{
    [Fact]
    public async Task An_account_that_chose_a_WebSocket_keeps_to_it_and_another_of_the_same_app_does_not()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, $"bob-{Guid.NewGuid():N}");
        string profile;
        await using (var alice = await TestApp.StartAsync())
        {
            profile = alice.Profile;
            await alice.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}", webSocket: Address("xmpp-websocket"));
            Assert.Equal(("WebSocket", "TCP"), (await TransportAsync(alice), await TransportAsync(bob)));
            await alice.DeliverAsync(bob, "by WebSocket");
            await bob.WaitForMessageAsync("by WebSocket");
            await bob.DeliverAsync(alice, "by TCP");
            await alice.WaitForMessageAsync("by TCP");
        }

        await using var again = await TestApp.StartAsync(profile);
        await again.ConnectAsync();
        Assert.Equal("WebSocket", await TransportAsync(again));
    }

    [Fact]
    public async Task An_account_whose_WebSocket_is_not_there_is_not_connected_otherwise()
    {
        await using var alice = await TestApp.StartAsync();

        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.AddAccountAsync(server, "alice", register: false, ProsodyServer.Password, webSocket: Address("nothing"))
        );

        Assert.Equal(ErrorKind.Unreachable, error.Kind);
    }

    private Uri Address(string path) => new($"wss://localhost:{server.HttpsPort}/{path}");

    private static async Task<string> TransportAsync(TestApp app) =>
        (await app.Client.Accounts.DiagnoseAsync(app.Account)).Single(finding => finding.Name == "transport").Detail;
}
