// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>The law of ADR 0003, tried at every commit: a crash loses nothing that was reported, doubles nothing, and leaves sessions that decrypt.</summary>
public sealed class CrashTests(ProsodyServer server)
{
    private const int Messages = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_that_crashes_at_any_commit_loses_and_doubles_nothing(bool afterCommit)
    {
        await using var bob = await NewAppAsync("bob");
        var profile = await ProfileThatKnowsAsync(bob);
        List<string> reported = ["hello"];
        List<string> unreported = [];

        // Each message takes four commits: queued, encrypted, sent, acknowledged.
        for (var crashAt = 1; crashAt <= (Messages * 4) + 2; crashAt++)
        {
            await using (var doomed = await StartDoomedAsync(profile, crashAt, afterCommit))
            {
                for (var number = 0; number < Messages; number++)
                {
                    try
                    {
                        await doomed.SendAsync(bob, $"{crashAt}.{number}");
                        reported.Add($"{crashAt}.{number}");
                    }
                    catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageUnavailable)
                    {
                        // If the crash came after the commit it was stored all the same, and may arrive, once.
                        unreported.Add($"{crashAt}.{number}");
                        break;
                    }
                }

                await Task.Delay(150);
            }

            await using var alice = await TestApp.StartAsync(profile);
            await alice.ConnectAsync();
            await alice.DeliverAsync(bob, $"{crashAt} done");
            reported.Add($"{crashAt} done");
            await bob.WaitForMessageAsync($"{crashAt} done");
        }

        var received = bob.Received(AccountOf(bob));
        Assert.Equal(received.Distinct(), received);
        Assert.Equal(reported, received.Except(unreported));
        Assert.True(afterCommit || !received.Intersect(unreported).Any());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receiver_that_crashes_at_any_commit_loses_and_doubles_nothing(bool afterCommit)
    {
        await using var bob = await NewAppAsync("bob");
        var profile = await ProfileThatKnowsAsync(bob);
        var alice = AccountOf(bob);
        List<string> expected = ["hi"];
        for (var crashAt = 1; crashAt <= Messages + 3; crashAt++)
        {
            await using (var doomed = await StartDoomedAsync(profile, crashAt, afterCommit))
            {
                for (var number = 0; number < Messages; number++)
                {
                    await bob.DeliverAsync(alice, $"{crashAt}.{number}");
                    expected.Add($"{crashAt}.{number}");
                }

                await Task.Delay(150);
            }

            await using var again = await TestApp.StartAsync(profile);
            await again.ConnectAsync();
            await bob.DeliverAsync(alice, $"{crashAt} done");
            expected.Add($"{crashAt} done");
            await again.WaitForMessageAsync($"{crashAt} done");
            var history = await again.HistoryAsync(bob.Account);
            Assert.Equal(expected, history.Where(body => body != "hello"));
            Assert.Equal(again.Received(bob.Account).Distinct(), again.Received(bob.Account));
        }
    }

    /// <summary>A profile with an account that has talked with the peer.</summary>
    private async Task<string> ProfileThatKnowsAsync(TestApp peer)
    {
        await using var app = await NewAppAsync("alice");
        await app.DeliverAsync(peer, "hello");
        await peer.WaitForMessageAsync("hello");
        await peer.DeliverAsync(app, "hi");
        await app.WaitForMessageAsync("hi");
        return app.Profile;
    }

    private static Addressing.Jid AccountOf(TestApp peer) => peer.Events.OfType<Clients.MessageAdded>().First().Message.Conversation.Peer;

    private static async Task<TestApp> StartDoomedAsync(string profile, int crashAt, bool afterCommit)
    {
        var app = await TestApp.StartAsync(profile, store: new CrashingStore(TestApp.StoreIn(profile), crashAt, afterCommit));
        try
        {
            await app.ConnectAsync();
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageUnavailable)
        {
            // It crashes while it connects already.
        }

        return app;
    }

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"{name}-{Guid.NewGuid().ToString("N")[..8]}");
        return app;
    }
}
