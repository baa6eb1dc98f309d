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
using Microsoft.Extensions.Logging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Encrypted messages over links that are cut at random: none lost, none twice, each conversation in its order. Two thousand in all, or as many
/// times more as the environment variable <c>CHATSECURE_LOSSLESS_SCALE</c> says: five make more than ten thousand.</summary>
/// <remarks>A cut amid a stanza also shows what Prosody 13 does then: it feeds what comes on the resumed stream to the old stream's parser, and ends the
/// stream as not well-formed. So even where every stream could be resumed some are not, and the archive has to help.</remarks>
public sealed class LosslessTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly int _scale = int.Parse(
        Environment.GetEnvironmentVariable("CHATSECURE_LOSSLESS_SCALE") ?? "1",
        CultureInfo.InvariantCulture
    );
    private static readonly ChatClientOptions _options = new()
    {
        ReconnectPolicy = new() { InitialCeiling = TimeSpan.FromMilliseconds(100), MaximumCeiling = TimeSpan.FromMilliseconds(300) },
    };

    [Theory]
    // The server keeps what was under way, and the stream goes on.
    [InlineData(500, 120, 0, 300, 1)]
    // The server has given the stream up by then: what was under way comes from the archive.
    [InlineData(500, 1, 2_500, 3_000, 2)]
    // Now one, now the other.
    [InlineData(250, 2, 0, 4_000, 3)]
    public async Task Links_that_are_cut_at_random_lose_double_and_disorder_nothing(
        int messagesEach,
        int resumableSeconds,
        int shortestOutage,
        int longestOutage,
        int seed
    )
    {
        var count = messagesEach * _scale;
        await using var server = await ProsodyServer.StartAsync(new ProsodyOptions { ResumptionSeconds = resumableSeconds });
        await using var aliceLink = new FaultyLink(server.Port);
        await using var bobLink = new FaultyLink(server.Port);
        await using var alice = await StartAsync(server, aliceLink, "sender");
        await using var bob = await StartAsync(server, bobLink, "receiver");
        await alice.DeliverAsync(bob, "0");
        await bob.WaitForMessageAsync("0");
        await bob.DeliverAsync(alice, "0");
        await alice.WaitForMessageAsync("0");

        var random = new Random(seed);
        using var done = new CancellationTokenSource();
        var faults = Task.WhenAll(
            aliceLink.DisturbAsync(new Random(random.Next()), shortestOutage, longestOutage, done.Token),
            bobLink.DisturbAsync(new Random(random.Next()), shortestOutage, longestOutage, done.Token)
        );
        await Task.WhenAll(
            TalkAsync(alice, bob.Account, aliceLink, 1, count, count),
            TalkAsync(bob, alice.Account, bobLink, 1, count, count)
        );
        await done.CancelAsync();
        await faults;

        var expected = Expected(count);
        foreach (var (receiver, sender) in new[] { (bob, alice), (alice, bob) })
        {
            await receiver.WaitForAsync<MessageAdded>(
                added => added.Message.Direction == MessageDirection.Incoming && added.Message.Body == expected[^1],
                _patience
            );
            Assert.Equal(expected, receiver.Received(sender.Account));
            Assert.Equal(expected, await HistoryAsync(receiver, sender, MessageDirection.Incoming));
            Assert.Equal(expected, await HistoryAsync(sender, receiver, MessageDirection.Outgoing));
        }
    }

    [Fact]
    public async Task Engines_that_are_restarted_on_top_lose_double_and_disorder_nothing()
    {
        const int Lives = 4;
        var count = 250 * _scale;
        await using var server = await ProsodyServer.StartAsync(new ProsodyOptions { ResumptionSeconds = 2 });
        await using var aliceLink = new FaultyLink(server.Port);
        await using var bobLink = new FaultyLink(server.Port);
        var alice = new Person(await StartAsync(server, aliceLink, "sender"), aliceLink);
        var bob = new Person(await StartAsync(server, bobLink, "receiver"), bobLink);
        await alice.App.DeliverAsync(bob.App, "0");
        await bob.App.WaitForMessageAsync("0");
        await bob.App.DeliverAsync(alice.App, "0");
        await alice.App.WaitForMessageAsync("0");

        var random = new Random(4);
        using var done = new CancellationTokenSource();
        var faults = Task.WhenAll(
            aliceLink.DisturbAsync(new Random(random.Next()), 0, 3_000, done.Token),
            bobLink.DisturbAsync(new Random(random.Next()), 0, 3_000, done.Token)
        );
        await Task.WhenAll(LiveAsync(alice, bob.App.Account), LiveAsync(bob, alice.App.Account));
        await done.CancelAsync();
        await faults;

        await using var aliceAtLast = alice.App;
        await using var bobAtLast = bob.App;
        var expected = Expected(count);
        foreach (var (receiver, sender) in new[] { (bob, alice), (alice, bob) })
        {
            await UntilReceivedAsync(receiver.App, sender.App, expected[^1]);
            Assert.Equal(expected, await HistoryAsync(receiver.App, sender.App, MessageDirection.Incoming));
            Assert.Equal(expected, await HistoryAsync(sender.App, receiver.App, MessageDirection.Outgoing));
            Assert.Distinct([.. receiver.Told, .. receiver.App.Received(sender.App.Account)]);
        }

        // Whatever waits for the server when a life ends is sent in the next one.
        async Task LiveAsync(Person person, Jid peer)
        {
            for (var life = 0; life < Lives; life++)
            {
                if (life > 0)
                {
                    person.Told.AddRange(person.App.Received(peer));
                    await person.App.DisposeAsync();
                    person.App = await TestApp.StartAsync(person.App.Profile, options: _options);
                    _ = person.App.Client.Accounts.StayConnectedAsync(person.App.Account);
                }

                await TalkAsync(person.App, peer, person.Link, Math.Max(1, life * count / Lives), (life + 1) * count / Lives, count);
            }
        }
    }

    private sealed class Person(TestApp app, FaultyLink link)
    {
        public TestApp App { get; set; } = app;

        public FaultyLink Link { get; } = link;

        public List<string> Told { get; } = [];
    }

    private static List<string> Expected(int count) => [.. Enumerable.Range(0, count).Select(Text)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<TestApp> StartAsync(ProsodyServer server, FaultyLink link, string user)
    {
        var app = await TestApp.StartAsync(options: _options);
        await app.AddAccountAsync(server, user, port: link.Port);
        return app;
    }

    // Of both directions together the last one may lie far back: who was offline has written on meanwhile.
    private static async Task UntilReceivedAsync(TestApp receiver, TestApp sender, string last)
    {
        var started = Stopwatch.StartNew();
        while ((await HistoryAsync(receiver, sender, MessageDirection.Incoming)).LastOrDefault() is var newest && newest != last)
        {
            Assert.True(
                started.Elapsed < _patience,
                $"{last} did not arrive, the newest is {newest}. Receiver: {Standing(receiver)}\nSender: {Standing(sender)}"
            );
            await Task.Delay(200);
        }
    }

    private static string Standing(TestApp app) =>
        $"{app.Client.Accounts.GetStatus(app.Account)}\n{string.Join('\n', app.Log.Lines(LogLevel.Trace).TakeLast(300))}";

    // At most a hundred messages wait for the server: in an outage a person does not write thousands. And no machine is so fast that it is done before the
    // link was cut: each quarter waits for one more connection.
    private static async Task TalkAsync(TestApp from, Jid to, FaultyLink link, int first, int end, int count)
    {
        var waiting = new Queue<Task>();
        var started = Stopwatch.StartNew();
        for (var number = first; number < end; number++)
        {
            while (link.Carried <= number * 4 / count)
            {
                Assert.True(started.Elapsed < _patience, "The links were hardly cut.");
                await Task.Delay(20);
            }

            waiting.Enqueue((await from.SendAsync(to, Text(number))).Acked);
            if (waiting.Count >= 100)
            {
                await waiting.Dequeue().WaitAsync(_patience);
            }
        }
    }

    private static async Task<List<string>> HistoryAsync(TestApp app, TestApp peer, MessageDirection direction)
    {
        var all = new List<string>();
        string? before = null;
        do
        {
            var page = await app.Client.Conversations.HistoryAsync(app.With(peer), 1000, before);
            all.InsertRange(0, page.Messages.Where(message => message.Direction == direction).Select(message => message.Body!));
            before = page.Before;
        } while (before is not null);

        return all;
    }
}
