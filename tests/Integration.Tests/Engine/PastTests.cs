// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What a device that is new shows of what was said before it was there. The server's archive has pages of five.</summary>
public sealed class PastTests : IAsyncLifetime
{
    private static readonly ChatClientOptions _onDemand = new() { HistoryOnNewDevice = 0 };

    private ProsodyServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProsodyServer.StartAsync(new ProsodyOptions { ArchivePage = 5 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_new_device_shows_the_newest_of_it_the_rest_on_demand_and_says_what_it_cant_read()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await TestApp.BefriendAsync(alice, bob);
        var open = Enumerable.Range(1, 11).Select(number => $"in the clear {number}").ToArray();
        foreach (var body in open)
        {
            await bob.DeliverAsync(alice.Account, body, EncryptionChoice.None);
        }

        await bob.DeliverAsync(alice, "secret one");
        await bob.DeliverAsync(alice, "secret two");
        await alice.WaitForMessageAsync("secret two");
        await SecondPassesAsync();

        await using var desk = await TestApp.StartAsync(options: _onDemand);
        await desk.AddAccountAsync(_server, alice.Account.Local!, register: false);

        // The newest page has receipts in it, too, which are encrypted and say nothing to whoever can't read them.
        Assert.InRange((await HistoryAsync(desk, bob)).Count, 0, 5);
        while (await desk.Client.Conversations.GapsAsync(desk.With(bob)) is [{ After: "" }])
        {
            Assert.InRange(await desk.Client.Conversations.FillGapAsync(desk.With(bob)), 0, 5);
        }

        var all = await HistoryAsync(desk, bob);
        Assert.Equal([.. open, null, null], all.Select(message => message.Body));
        Assert.All(all.Skip(open.Length), message => Assert.Equal(DecryptFailure.NotForThisDevice, message.DecryptFailure));
        Assert.Equal((await HistoryAsync(alice, bob)).Select(message => message.Id), all.Select(message => message.Id));
        Assert.Equal(0, await desk.Client.Conversations.FillGapAsync(desk.With(bob)));

        // It is no news, and nobody is told that it arrived.
        Assert.All(all, message => Assert.Equal((DeliveryState.Displayed, MessageSource.Archive), (message.State, message.Source)));
        Assert.Empty(desk.Received(bob.Account));
        Assert.Empty(desk.Events.OfType<NotificationDue>());
        Assert.Equal(13, desk.Events.OfType<HistoryAdded>().Count());
        var summary = await SummaryAsync(desk);
        Assert.Equal((0, true), (summary.UnreadCount, summary.EverEncrypted));

        // What comes from now on is news, and readable.
        await desk.WaitForDevicesAsync(2);
        await TestApp.UntilAsync(
            async () => (await bob.Client.Trust.DevicesAsync(bob.Account, alice.Account)).Count(device => device.IsActive) == 2,
            "Bob does not know the new device."
        );
        await bob.DeliverAsync(alice, "secret three");
        Assert.Equal(DeliveryState.Received, (await desk.WaitForMessageAsync("secret three")).State);
        await desk.WaitForAsync<NotificationDue>();
    }

    [Fact]
    public async Task By_itself_it_reads_as_much_as_the_app_wants()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        for (var number = 1; number <= 20; number++)
        {
            await alice.DeliverAsync(bob.Account, $"{number}", EncryptionChoice.None);
        }

        await SecondPassesAsync();
        await using var desk = await TestApp.StartAsync(options: new() { HistoryOnNewDevice = 10 });
        await desk.AddAccountAsync(_server, alice.Account.Local!, register: false);
        await TestApp.UntilAsync(async () => (await desk.HistoryAsync(bob.Account)).Count == 15, "It did not read fifteen messages.");
        Assert.Equal("6", (await HistoryAsync(desk, bob))[0].Body);
        Assert.Single(await desk.Client.Conversations.GapsAsync(desk.With(bob)));
        await desk.DisconnectAsync();
        var offline = await Assert.ThrowsAsync<ChatSecureException>(() => desk.Client.Conversations.FillGapAsync(desk.With(bob)));
        Assert.Equal(ErrorKind.Disconnected, offline.Kind);
        await desk.ConnectAsync();
        Assert.Equal(5, await desk.Client.Conversations.FillGapAsync(desk.With(bob)));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"{number}"), await desk.HistoryAsync(bob.Account));
    }

    [Fact]
    public async Task What_was_deleted_does_not_come_back_with_the_past_nor_as_a_gap()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        for (var number = 1; number <= 10; number++)
        {
            await alice.DeliverAsync(bob.Account, $"to bob {number}", EncryptionChoice.None);
            await alice.DeliverAsync(carol.Account, $"to carol {number}", EncryptionChoice.None);
        }

        await SecondPassesAsync();
        await using var desk = await TestApp.StartAsync(options: _onDemand);
        await desk.AddAccountAsync(_server, alice.Account.Local!, register: false);
        var chats = desk.Client.Conversations;
        Assert.NotEmpty(await desk.HistoryAsync(bob.Account));
        Assert.Single(await chats.GapsAsync(desk.With(bob)));

        var last = (await HistoryAsync(desk, carol))[^1];
        await chats.DeleteMessagesAsync([new(last.Conversation, last.Direction, last.Id)]);
        await chats.DeleteAsync(desk.With(bob));
        Assert.Empty(await chats.GapsAsync(desk.With(bob)));
        Assert.Equal(0, await chats.FillGapAsync(desk.With(bob)));
        while ((await chats.GapsAsync(desk.With(carol))).Count > 0)
        {
            await chats.FillGapAsync(desk.With(carol));
        }

        Assert.Empty(await desk.HistoryAsync(bob.Account));
        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"to carol {number}"), await desk.HistoryAsync(carol.Account));

        // On their other device everything stays, and what is said from now on begins the conversation anew.
        Assert.Equal(10, (await alice.HistoryAsync(bob.Account)).Count);
        await bob.DeliverAsync(alice.Account, "anew", EncryptionChoice.None);
        await desk.WaitForMessageAsync("anew");
        Assert.Equal(["anew"], await desk.HistoryAsync(bob.Account));
    }

    [Fact]
    public async Task Of_a_room_it_shows_the_newest_and_the_rest_on_demand()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        var room = await GroupScenes.TogetherAsync(alice);
        await SayAsync(alice, room, 1, 12);
        await SecondPassesAsync();
        await bob.Client.Groups.JoinAsync(bob.Account, room);

        Assert.Equal(Numbers(8, 12), await bob.HistoryAsync(room));
        Assert.Equal(0, (await SummaryAsync(bob)).UnreadCount);
        var gap = Assert.Single(await bob.Client.Conversations.GapsAsync(bob.With(room)));
        Assert.Equal((await HistoryAsync(bob, room))[0].ArchiveId, gap.Before);
        Assert.Empty(await bob.Client.Conversations.GapsAsync(bob.With(alice)));
        Assert.Equal(5, await bob.Client.Conversations.FillGapAsync(bob.With(room)));
        Assert.Equal(2, await bob.Client.Conversations.FillGapAsync(bob.With(room)));
        Assert.Equal(Numbers(1, 12), await bob.HistoryAsync(room));
        Assert.Empty(await bob.Client.Conversations.GapsAsync(bob.With(room)));
        await alice.DeliverAsync(room, "13", EncryptionChoice.None);
        await bob.WaitForMessageAsync("13");
    }

    [Fact]
    public async Task Where_a_room_no_longer_knows_what_was_read_last_what_is_missing_is_a_gap()
    {
        await using var alice = await NewAppAsync("alice");
        string profile;
        Jid room;
        await using (var bob = await NewAppAsync("bob"))
        {
            profile = bob.Profile;
            room = await GroupScenes.TogetherAsync(alice, bob);
            await SayAsync(alice, room, 1, 3);
            await bob.WaitForMessageAsync("3");
            await bob.DisconnectAsync();
        }

        await SayAsync(alice, room, 4, 15);
        await LoseCursorAsync(profile, room);
        await using var later = await TestApp.StartAsync(profile);
        await later.ConnectAsync();
        await later.WaitForMessageAsync("15");

        Assert.Equal([.. Numbers(1, 3), .. Numbers(11, 15)], await later.HistoryAsync(room));
        while (await later.Client.Conversations.GapsAsync(later.With(room)) is [{ After: not "" }])
        {
            Assert.InRange(await later.Client.Conversations.FillGapAsync(later.With(room)), 1, 5);
        }

        Assert.Equal(Numbers(1, 15), await later.HistoryAsync(room));
    }

    [Fact]
    public async Task Where_the_archive_no_longer_knows_what_was_read_last_nothing_that_it_has_is_missed()
    {
        await using var alice = await NewAppAsync("alice");
        string profile;
        Jid account;
        await using (var bob = await NewAppAsync("bob"))
        {
            (profile, account) = (bob.Profile, bob.Account);
            await alice.DeliverAsync(account, "before", EncryptionChoice.None);
            await bob.WaitForMessageAsync("before");
            await bob.DisconnectAsync();
        }

        foreach (var number in Numbers(1, 12))
        {
            await alice.DeliverAsync(account, number, EncryptionChoice.None);
        }

        await LoseCursorAsync(profile, account);
        await using var later = await TestApp.StartAsync(profile);
        await later.ConnectAsync();
        Assert.Equal(["before", .. Numbers(1, 12)], await later.HistoryAsync(alice.Account));
        Assert.Equal(Numbers(1, 12), later.Received(alice.Account));
    }

    private static string[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(number => $"{number}")];

    private static async Task SayAsync(TestApp app, Jid room, int first, int last)
    {
        foreach (var number in Numbers(first, last))
        {
            await app.DeliverAsync(room, number, EncryptionChoice.None);
        }
    }

    private static Task<IReadOnlyList<ChatMessage>> HistoryAsync(TestApp app, TestApp peer) => HistoryAsync(app, peer.Account);

    private static async Task<IReadOnlyList<ChatMessage>> HistoryAsync(TestApp app, Jid peer) =>
        (await app.Client.Conversations.HistoryAsync(app.With(peer), 100)).Messages;

    private static async Task<ConversationSummary> SummaryAsync(TestApp app)
    {
        await using var changes = app
            .Client.Conversations.WatchAsync(app.Account, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());
        return Assert.Single(changes.Current.Items);
    }

    // What was said in the same second as the device came counts as news.
    private static Task SecondPassesAsync() => Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);

    // As if the archive had let go of the last message that was read.
    private static async Task LoseCursorAsync(string profile, Jid archive)
    {
        await using var store = await TestApp.StoreIn(profile).OpenAsync();
        var account = Assert.Single(await store.Accounts.ListAsync()).Jid;
        await store.CommitAsync(new ChangeSet(account) { Cursor = new ArchiveCursor(archive, "let-go") });
    }

    private async Task<TestApp> NewAppAsync(string user)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(_server, $"{user}-{Guid.NewGuid():N}");
        return app;
    }
}
