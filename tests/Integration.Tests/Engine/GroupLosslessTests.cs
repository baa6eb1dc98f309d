// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Network.Streams;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>An encrypted group over links that are cut at random: whatever anybody says reaches every other member once, in the order of who said it, and the
/// sender sees it once, acknowledged.</summary>
public sealed class GroupLosslessTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly ReconnectPolicy _eager = new()
    {
        InitialCeiling = TimeSpan.FromMilliseconds(100),
        MaximumCeiling = TimeSpan.FromMilliseconds(300),
    };

    [Theory]
    // Streams are resumed, and with them the place in the room.
    [InlineData(60, 120, 0, 300, 11)]
    // The server has given the stream up by then: the room is entered again, and its archive read.
    [InlineData(60, 1, 2_500, 3_000, 12)]
    public async Task Links_that_are_cut_at_random_lose_and_double_nothing_in_a_group(
        int messagesEach,
        int resumableSeconds,
        int shortestOutage,
        int longestOutage,
        int seed
    )
    {
        await using var server = await ProsodyServer.StartAsync(new ProsodyOptions { ResumptionSeconds = resumableSeconds });
        await using var aliceLink = new FaultyLink(server.Port);
        await using var bobLink = new FaultyLink(server.Port);
        await using var alice = await StartAsync(server, aliceLink.Port, "first");
        await using var bob = await StartAsync(server, bobLink.Port, "second");
        await using var carol = await StartAsync(server, server.Port, "third");
        TestApp[] all = [alice, bob, carol];
        var group = await alice.Client.Groups.CreateAsync(alice.Account, new NewGroup { Members = [bob.Account, carol.Account] });
        var room = group.Room.Jid;
        await bob.Client.Groups.JoinAsync(bob.Account, room);
        await carol.Client.Groups.JoinAsync(carol.Account, room);
        foreach (var app in all)
        {
            await app.DeliverAsync(room, Text(app, 0));
        }

        var random = new Random(seed);
        using var done = new CancellationTokenSource();
        var faults = Task.WhenAll(
            aliceLink.DisturbAsync(new Random(random.Next()), shortestOutage, longestOutage, done.Token),
            bobLink.DisturbAsync(new Random(random.Next()), shortestOutage, longestOutage, done.Token)
        );
        await Task.WhenAll(
            TalkAsync(alice, room, messagesEach, aliceLink),
            TalkAsync(bob, room, messagesEach, bobLink),
            TalkAsync(carol, room, messagesEach, aliceLink)
        );
        await done.CancelAsync();
        await faults;

        foreach (var receiver in all)
        {
            foreach (var sender in all.Where(sender => sender != receiver))
            {
                var expected = Enumerable.Range(0, messagesEach).Select(number => Text(sender, number)).ToList();
                await receiver.WaitForAsync<MessageAdded>(added => added.Message.Body == expected[^1], _patience);
                Assert.Equal(expected, OfSender(receiver.Received(room), sender));
                Assert.Equal(expected, OfSender(await receiver.HistoryAsync(room), sender));
            }

            var own = (await receiver.Client.Conversations.HistoryAsync(receiver.With(room), 1000))
                .Messages.Where(message => message.Direction == MessageDirection.Outgoing)
                .ToList();
            Assert.Equal(Enumerable.Range(0, messagesEach).Select(number => Text(receiver, number)), own.Select(message => message.Body));
            Assert.All(own, message => Assert.Equal(DeliveryState.Acked, message.State));
        }
    }

    private static List<string> OfSender(IEnumerable<string> texts, TestApp sender) =>
        [.. texts.Where(text => text.StartsWith(sender.Account.Local!, StringComparison.Ordinal))];

    private static string Text(TestApp sender, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{sender.Account.Local} {number}");

    private static async Task<TestApp> StartAsync(ProsodyServer server, int port, string user)
    {
        var app = await TestApp.StartAsync(options: new ChatClientOptions { ReconnectPolicy = _eager });
        await app.AddAccountAsync(server, user, port: port);
        return app;
    }

    // However fast the machine is, each quarter waits for one more connection of the link.
    private static async Task TalkAsync(TestApp from, Jid room, int count, FaultyLink link)
    {
        var waiting = new List<Task>();
        var started = Stopwatch.StartNew();
        for (var number = 1; number < count; number++)
        {
            while (link.Carried <= number * 4 / count)
            {
                Assert.True(started.Elapsed < _patience, "The links were hardly cut.");
                await Task.Delay(20);
            }

            waiting.Add((await from.SendAsync(room, Text(from, number))).Acked);
        }

        await Task.WhenAll(waiting).WaitAsync(_patience);
    }
}
