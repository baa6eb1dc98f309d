// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Tests.Client;
using ChatSecure.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Streams;

public sealed class StartTlsTests
{
    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing()
    {
        await using var server = ScriptedXmppServer.Start(
            new() { Faults = ServerFaults.NoStartTls, Mechanisms = ["PLAIN", "SCRAM-SHA-256"] }
        );

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Contains("does not offer STARTTLS", failure.Message, StringComparison.Ordinal);
        await server.WaitUntilIdleAsync();
        Assert.Equal(["starttls"], server.ReceivedInClear);
    }

    [Fact]
    public async Task A_refused_STARTTLS_ends_the_attempt()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.StartTlsFails });

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        await server.WaitUntilIdleAsync();
        Assert.Equal(["starttls"], server.ReceivedInClear);
    }

    [Fact]
    public async Task Clear_text_behind_proceed_is_an_injection()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.GarbageAfterProceed });

        var failure = await TestClient.FailAsync(TestClient.Options(server));

        Assert.Equal(ErrorKind.InsecureConnection, failure.Kind);
        Assert.Contains("injecting", failure.Message, StringComparison.Ordinal);
        await server.WaitUntilIdleAsync();
        Assert.Equal(["starttls"], server.ReceivedInClear);
    }

    [Fact]
    public async Task An_insecure_connection_is_not_tried_again()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.NoStartTls });
        await using var client = new TestClient(TestClient.Options(server));

        await Assert.ThrowsAsync<ChatSecureException>(() => client.Client.ConnectAsync());

        var status = await client.ReachAsync(ConnectionState.Failed);
        Assert.Equal(ErrorKind.InsecureConnection, status.Reason);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_the_timeout()
    {
        await using var server = ScriptedXmppServer.Start(new() { Faults = ServerFaults.Silent });
        var time = new FakeTimeProvider();
        await using var client = new TestClient(TestClient.Options(server), time);

        var connecting = client.Client.ConnectAsync();
        while (server.Connections == 0)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(31));

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => connecting);
        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Equal(ConnectionState.Offline, client.Client.Status.State);
    }
}
