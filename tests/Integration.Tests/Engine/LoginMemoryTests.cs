// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Streams;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What an account's logins leave in the profile for the next process.</summary>
public sealed class LoginMemoryTests(ProsodyServer server)
{
    [Fact]
    public async Task The_next_process_logs_in_with_a_token_and_not_with_the_password()
    {
        string profile;
        await using (var first = await TestApp.StartAsync())
        {
            profile = first.Profile;
            await first.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}");
            Assert.StartsWith("SCRAM-", Mechanism(first));
        }

        await using var second = await TestApp.StartAsync(profile);
        await second.ConnectAsync();

        Assert.StartsWith("HT-", Mechanism(second));
    }

    [Fact]
    public async Task A_removed_account_leaves_no_token_that_works()
    {
        await using var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}");
        await app.DisconnectAsync();
        await app.ConnectAsync();
        Assert.StartsWith("HT-", Mechanism(app));

        await app.Client.Accounts.RemoveAsync(app.Account, cancellationToken: TestContext.Current.CancellationToken);

        // Nothing went wrong on the way: the server has taken the token back.
        Assert.DoesNotContain(app.Log.Lines(LogLevel.Warning), line => line.Contains("token"));
        Assert.Empty(await app.Client.Accounts.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_connection_that_waits_is_tried_at_once_when_the_network_changes()
    {
        await using var link = new FaultyLink(server.Port);
        var patience = new ReconnectPolicy { InitialCeiling = TimeSpan.FromDays(40), MaximumCeiling = TimeSpan.FromDays(40) };
        await using var app = await TestApp.StartAsync(options: new() { ReconnectPolicy = patience });
        await app.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}", port: link.Port);
        await link.CutAsync(TimeSpan.Zero);
        await app.WaitForAsync<ConnectionChanged>(change =>
            change.Status.State == ConnectionState.Connecting && change.Status.Reason is not null
        );
        link.Mend();

        // A hint that comes before the client has begun to wait is lost; the next one is not.
        var online = app.WaitForAsync<ConnectionChanged>(change => change.Status is { State: ConnectionState.Online, Resumed: true });
        while (!online.IsCompleted)
        {
            app.Client.Accounts.NetworkChanged();
            await Task.WhenAny(online, Task.Delay(100, TestContext.Current.CancellationToken));
        }

        await online;
    }

    // How the last login was secured, as the log tells a person who looks for it.
    private static string Mechanism(TestApp app) =>
        app.Log.Lines(LogLevel.Debug).Last(line => line.Contains("The stream is secured by")).Split(", ")[1];
}
