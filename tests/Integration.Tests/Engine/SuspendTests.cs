// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Streams;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>An app that its system stops and starts again, and one that has to end while its server is dead.</summary>
public sealed class SuspendTests(ProsodyServer server)
{
    [Fact]
    public async Task The_next_process_takes_up_the_stream_with_what_came_meanwhile_and_with_who_is_there()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"));
        await TestApp.BefriendAsync(first, bob);
        await first.WaitForAsync<ContactChanged>(change => change.Contact.Availability == Availability.Online);
        await bob.WaitForAsync<ContactChanged>(change => change.Contact.Availability == Availability.Online);
        await bob.DeliverAsync(first, "before");
        await first.WaitForMessageAsync("before");

        await first.Client.Accounts.SuspendAsync();
        Assert.Equal(ConnectionState.Offline, first.Client.Accounts.GetStatus(first.Account).State);
        await first.DisposeAsync();
        await bob.DeliverAsync(first.Account, "meanwhile");

        await using var second = await TestApp.StartAsync(first.Profile);
        await second.Client.Accounts.ResumeAsync();
        var online = await second.WaitForAsync<ConnectionChanged>(change => change.Status.State == ConnectionState.Online);
        Assert.True(online.Status.Resumed);
        await second.WaitForMessageAsync("meanwhile");
        await second.DeliverAsync(bob, "after");
        await bob.WaitForMessageAsync("after");

        Assert.Equal(["before", "meanwhile", "after"], await second.HistoryAsync(bob.Account));
        Assert.Equal(["meanwhile"], second.Received(bob.Account));
        Assert.Equal(Availability.Online, Assert.Single(await second.Client.Contacts.ListAsync(second.Account)).Availability);
        // To the contact, nobody was ever away.
        Assert.DoesNotContain(
            bob.Events.OfType<ContactChanged>().SkipWhile(change => change.Contact.Availability == Availability.Offline),
            change => change.Contact.Availability == Availability.Offline
        );
    }

    [Fact]
    public async Task A_stream_with_a_message_that_nobody_acknowledged_is_not_resumed_and_the_message_arrives_once()
    {
        await using var link = new FaultyLink(server.Port);
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"), port: link.Port);
        await first.DeliverAsync(bob, "before");
        var silence = link.CutAsync(TimeSpan.FromSeconds(10));
        var sent = (await first.SendAsync(bob, "into the silence")).Message;
        await first.WaitForAsync<MessageChanged>(change =>
            change.Message.Id == sent.Id && change.Message.State == Messaging.DeliveryState.Sent
        );

        await first.Client.Accounts.SuspendAsync();
        await first.DisposeAsync();
        await silence;
        link.Mend();
        await using (var store = await TestApp.StoreIn(first.Profile).OpenAsync(TestContext.Current.CancellationToken))
        {
            Assert.Null(
                await store.Connections.GetAsync(first.Account, ConnectionRecord.Resumption, TestContext.Current.CancellationToken)
            );
            Assert.Single(await store.Outbox.ListAsync(first.Account, TestContext.Current.CancellationToken));
        }

        await using var second = await TestApp.StartAsync(first.Profile);
        await second.Client.Accounts.ResumeAsync();
        await bob.WaitForMessageAsync("into the silence");
        await second.DeliverAsync(bob, "last");
        await bob.WaitForMessageAsync("last");
        Assert.Equal(["before", "into the silence", "last"], bob.Received(first.Account));
    }

    [Fact]
    public async Task A_state_is_taken_up_once()
    {
        var first = await TestApp.StartAsync();
        await first.AddAccountAsync(server, Unique("alice"));
        await first.Client.Accounts.SuspendAsync();
        await first.DisposeAsync();

        await using (var second = await TestApp.StartAsync(first.Profile))
        {
            await second.ConnectAsync();
        }

        await using var third = await TestApp.StartAsync(first.Profile);
        await third.ConnectAsync();
        Assert.False((await third.WaitForAsync<ConnectionChanged>(change => change.Status.State == ConnectionState.Online)).Status.Resumed);
    }

    [Fact]
    public async Task One_process_suspends_and_resumes_and_says_whether_a_person_looks()
    {
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, Unique("bob"));
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, Unique("alice"));
        await alice.Client.Accounts.SetActiveAsync(false);

        await alice.Client.Accounts.SuspendAsync();
        await bob.DeliverAsync(alice, "meanwhile");
        await alice.Client.Accounts.ResumeAsync();
        await alice.WaitForAsync<ConnectionChanged>(change => change.Status is { State: ConnectionState.Online, Resumed: true });
        await alice.WaitForMessageAsync("meanwhile");
        await alice.Client.Accounts.SetActiveAsync(true);
        await alice.DeliverAsync(bob, "here again");
    }

    [Fact]
    public async Task A_server_that_fell_silent_does_not_keep_an_app_from_ending_within_five_seconds()
    {
        await using var link = new FaultyLink(server.Port);
        var alice = await TestApp.StartAsync(
            options: new ChatClientOptions { ReconnectPolicy = new ReconnectPolicy { InitialCeiling = TimeSpan.FromMinutes(1) } }
        );
        await alice.AddAccountAsync(server, Unique("alice"), port: link.Port);
        await alice.DeliverAsync(Addressing.Jid.Parse(server.Jid("bob")), "before", Encryption.EncryptionChoice.None);
        var silence = link.CutAsync(TimeSpan.FromSeconds(30));
        await alice.SendAsync(Addressing.Jid.Parse(server.Jid("bob")), "after", Encryption.EncryptionChoice.None);

        var watch = Stopwatch.StartNew();
        await alice.DisposeAsync();

        // The promise is 5 seconds; a second more for a machine that has other things to do. The link would speak up after 30.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"{watch.Elapsed}");
        Assert.False(silence.IsCompleted);
        await using var store = await TestApp.StoreIn(alice.Profile).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Single(await store.Outbox.ListAsync(alice.Account, TestContext.Current.CancellationToken));
    }

    private static string Unique(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";
}
